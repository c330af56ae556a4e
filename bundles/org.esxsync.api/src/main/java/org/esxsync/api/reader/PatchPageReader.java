package org.esxsync.api.reader;

import java.util.List;
import java.util.Optional;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.patch.Patch;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads the pages of one form that tell of a patch. A service; stateless; for many threads. */
@ConsumerType
public interface PatchPageReader {

    /**
     * Reads a page. Whoever asks has bounded the page's size.
     *
     * @param source the name of the source on whose behalf it is read, which the patch bears
     * @param page the page; its links start at its location, which need not tell the patch
     * @return the patch that the page is about, or nothing if it is not a patch page of this form
     * @throws org.esxsync.api.EsxSyncException if it is the page of a patch, but a part of it
     *     cannot be understood
     */
    Optional<Patch> read(String source, Document page);

    /**
     * The ids of the patches that a page names as those that replace its own. Asked for a page of
     * which {@link #read} gave a patch.
     */
    default List<String> supersededBy(Document page) {
        return List.of();
    }
}
