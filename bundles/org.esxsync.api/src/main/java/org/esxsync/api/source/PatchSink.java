package org.esxsync.api.source;

import java.nio.file.Path;
import java.util.Collection;
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

    /**
     * Asks whether a document need not be read. If so, all that it was said to list in the last
     * whole scan counts as listed again.
     *
     * @param document as it was called in {@link #listed}; the same only as long as all is the same
     *     that its patches are made of
     */
    default boolean listAgain(String document) {
        return false;
    }

    /**
     * Tells what a document lists that was read as a whole and had nothing in it to tell people, so
     * that the next scan need not read it.
     *
     * @param patches all of it, which are accepted before or after; no notice or recall is among
     *     them
     */
    default void listed(String document, Collection<Patch> patches) {}
}
