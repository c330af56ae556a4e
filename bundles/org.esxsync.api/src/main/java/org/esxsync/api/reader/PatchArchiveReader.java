package org.esxsync.api.reader;

import org.esxsync.api.source.PatchSink;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads the archives of one form that describe the patches in them. A service; stateless; for many
 * threads.
 */
@ConsumerType
public interface PatchArchiveReader {

    /**
     * Lists the patches in an archive, with bounded time and memory. It ends early when its thread
     * is interrupted.
     *
     * @param archive the archive
     * @param sink takes each patch, and what should have been one and cannot be understood
     * @return whether the archive has this form; if not, then the sink is told nothing
     * @throws org.esxsync.api.EsxSyncException if the file cannot be read, or has this form and is
     *     damaged as a whole
     */
    boolean read(PatchArchive archive, PatchSink sink);
}
