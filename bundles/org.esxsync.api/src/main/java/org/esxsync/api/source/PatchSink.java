package org.esxsync.api.source;

import org.esxsync.api.EsxSyncException;
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
}
