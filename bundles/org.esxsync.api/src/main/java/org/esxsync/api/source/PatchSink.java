package org.esxsync.api.source;

import java.nio.file.Path;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.osgi.annotation.versioning.ProviderType;

/** Takes what a scan finds. Used by one thread. */
@ProviderType
public interface PatchSink {

    /** A patch that was found. */
    void accept(Patch patch);

    /**
     * Something that should have been a patch and could not be understood.
     *
     * @param what the patch's id where it is known, otherwise its place
     * @param problem what is wrong with it
     */
    void reject(String what, EsxSyncException problem);

    /**
     * A copy of a metadata document, so that nobody needs to fetch it twice. It lies in the
     * workspace until the source is scanned again; whoever uses it checks it.
     *
     * @param sha256 what the patches give as the document's digest
     */
    default void offer(Digest sha256, Path copy) {}
}
