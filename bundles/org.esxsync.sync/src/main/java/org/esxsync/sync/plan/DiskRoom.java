package org.esxsync.sync.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.sync.DiskFullException;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.sync.mirror.MirrorPaths;

/** What is free on the mirror's disk. Safe for many threads. */
public record DiskRoom(MirrorPaths mirror) {

    /**
     * Refuses an artifact whose bytes do not fit any more.
     *
     * @throws DiskFullException if they do not
     */
    public void require(Placement placement, long size) {
        long needed = DiskDemand.of(placement, size);
        // For each patch: one call to the system, where a file store reads all mounts.
        if (needed <= mirror.root().toFile().getUsableSpace()) {
            return;
        }
        DiskSpace space = new DiskSpace(needed, free());
        if (!space.isEnough()) {
            throw new DiskFullException(mirror.root(), space);
        }
    }

    /** In bytes. */
    long free() {
        Path directory = mirror.existing();
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the free space of %s cannot be read: %s; check the disk"
                            .formatted(directory, PlainReason.of(e)),
                    e);
        }
    }
}
