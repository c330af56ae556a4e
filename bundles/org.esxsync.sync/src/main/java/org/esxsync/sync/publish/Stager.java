package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.plan.DiskForecast;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the artifacts of planned patches, from the mirror itself or from their source: afterwards
 * they are verified, on disk, and have their modes. Safe for many threads.
 */
public final class Stager {

    private static final Logger LOG = LoggerFactory.getLogger(Stager.class);

    private final LockedMirror open;
    private final Downloader downloader;
    private final DiskForecast disk;
    private final SyncListener listener;
    private final MirroredArtifacts mirroredArtifacts;
    private final AtomicLong downloadedBytes = new AtomicLong();

    public Stager(
            LockedMirror open, Downloader downloader, DiskForecast disk, SyncListener listener) {
        this.open = open;
        this.downloader = downloader;
        this.disk = disk;
        this.listener = listener;
        this.mirroredArtifacts = new MirroredArtifacts(open);
    }

    /** Bytes of artifacts that were downloaded and verified. */
    public long downloadedBytes() {
        return downloadedBytes.get();
    }

    /**
     * Stages all that a patch consists of.
     *
     * @param shared what it has in common with others
     * @param directory takes it
     */
    List<StagedPlacement> stage(PlannedPatch planned, SharedArtifacts shared, Path directory)
            throws IOException {
        Patch patch = planned.patch();
        List<StagedPlacement> staged = new ArrayList<>();
        long done = 0;
        for (Placement placement : open.layouts().place(patch)) {
            Path target = directory.resolve(Integer.toString(staged.size()));
            long before = done;
            TransferListener progress =
                    (bytes, size) ->
                            listener.transferred(patch, before + bytes, total(patch, size));
            disk.requireRoom(placement, placement.artifact().size());
            SharedArtifacts.Origin origin =
                    () -> {
                        Optional<StagedArtifact> held =
                                mirroredArtifacts.stage(
                                        patch, placement, planned.releases(), target);
                        return held.isPresent()
                                ? held.get()
                                : download(patch, placement, target, progress);
                    };
            StagedArtifact artifact =
                    placement.unpack()
                            ? origin.stage()
                            : shared.stage(placement.artifact(), target, origin);
            LOG.debug("{}: verified", patch.id());
            Set<Path> executable = open.writes().persist(target);
            staged.add(
                    new StagedPlacement(
                            placement,
                            target,
                            artifact,
                            files(placement, target, artifact, executable)));
            done += artifact.size();
        }
        return staged;
    }

    /**
     * The bytes of a patch.
     *
     * @param told what the server tells of the artifact that is transferred
     */
    private static long total(Patch patch, long told) {
        if (patch.artifacts().stream().allMatch(artifact -> artifact.size() >= 0)) {
            return patch.knownSize();
        }
        return patch.artifacts().size() == 1 ? told : Artifact.UNKNOWN_SIZE;
    }

    private StagedArtifact download(
            Patch patch, Placement placement, Path target, TransferListener listener) {
        Artifact artifact = placement.artifact();
        Path partials = open.mirror().partials();
        TransferListener progress =
                artifact.size() == Artifact.UNKNOWN_SIZE
                        ? new SizeCheck(placement, listener)
                        : listener;
        StagedArtifact staged =
                Placements.download(placement, target, partials, downloader, progress);
        downloadedBytes.addAndGet(staged.size());
        requireOwn(patch, artifact, staged.directory());
        return staged;
    }

    private void requireOwn(Patch patch, Artifact artifact, @Nullable String directory) {
        if (directory != null && !open.layouts().suits(patch, directory)) {
            throw new FetchException(
                    FetchException.Reason.WRONG_CONTENT,
                    RedactedLocation.of(artifact.location()),
                    "it holds the directory '%s', which is named for another patch than %s; sync again, and tell its publisher if it stays so"
                            .formatted(directory, patch.id()));
        }
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
                disk.requireRoom(placement, total);
            }
            next.transferred(done, total);
        }
    }

    private static List<PublishedFile> files(
            Placement placement, Path target, StagedArtifact artifact, Set<Path> executable) {
        List<PublishedFile> files = new ArrayList<>();
        for (StagedFile file : artifact.files()) {
            Path path = placement.unpack() ? file.path().under(target) : target;
            files.add(
                    new PublishedFile(
                            placement.unpack()
                                    ? placement.path().resolve(file.path())
                                    : placement.path(),
                            file.type(),
                            file.size(),
                            file.sha256(),
                            executable.contains(path)));
        }
        files.sort(FileTree.BY_PATH);
        return files;
    }
}
