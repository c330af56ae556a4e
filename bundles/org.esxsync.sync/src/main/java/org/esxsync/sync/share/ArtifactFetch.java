package org.esxsync.sync.share;

import java.nio.file.Path;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.patch.Artifact;
import org.esxsync.sync.plan.DiskRoom;

/**
 * Downloads artifacts for which there is room. Safe for many threads.
 *
 * @param downloader brings them to disk, verified
 * @param disk tells whether there is room
 */
public record ArtifactFetch(Downloader downloader, DiskRoom disk) {

    /**
     * Downloads a placement's artifact, and unpacks it if the placement says so.
     *
     * @param target the file or directory to make
     * @param partials where an interrupted download is kept
     */
    public StagedArtifact fetch(
            Placement placement, Path target, Path partials, TransferListener listener) {
        long size = placement.artifact().size();
        disk.require(placement, size);
        return download(
                placement,
                target,
                partials,
                downloader,
                size == Artifact.UNKNOWN_SIZE ? new SizeCheck(placement, listener) : listener);
    }

    /** The same, whether there is room or not. */
    public static StagedArtifact download(
            Placement placement,
            Path target,
            Path partials,
            Downloader downloader,
            TransferListener listener) {
        return placement.unpack()
                ? downloader.unpack(placement.artifact(), target, partials, listener)
                : downloader.download(placement.artifact(), target, partials, listener);
    }

    /** Checks for room once the server has told a size that was not published. */
    private final class SizeCheck implements TransferListener {

        private final Placement placement;
        private final TransferListener next;
        private boolean checked;

        SizeCheck(Placement placement, TransferListener next) {
            this.placement = placement;
            this.next = next;
        }

        @Override
        public void transferred(long done, long total) {
            if (!checked && total >= 0) {
                checked = true;
                disk.require(placement, total);
            }
            next.transferred(done, total);
        }
    }
}
