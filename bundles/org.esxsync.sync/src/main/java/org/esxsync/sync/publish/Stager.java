package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.sync.index.MetadataStore;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.share.Downloads;
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
    private final Downloads downloads;
    private final SyncListener listener;
    private final MetadataStore copies;
    private final MirroredArtifacts mirroredArtifacts;
    private final AtomicLong downloadedBytes = new AtomicLong();
    private final AtomicLong nextName = new AtomicLong();

    public Stager(
            LockedMirror open, Downloads downloads, MetadataStore copies, SyncListener listener) {
        this.open = open;
        this.downloads = downloads;
        this.copies = copies;
        this.listener = listener;
        this.mirroredArtifacts = new MirroredArtifacts(open);
    }

    /** Bytes of artifacts that were downloaded and verified. */
    public long downloadedBytes() {
        return downloadedBytes.get();
    }

    /**
     * Stages all that a patch consists of; what goes wrong is told by the result.
     *
     * @param shared what it has in common with others
     */
    public ReadyPatch stage(PlannedPatch planned, SharedArtifacts shared) {
        Patch patch = planned.patch();
        Staging staging = new Staging(planned, shared);
        try {
            listener.started(patch);
            LOG.debug("{}: downloading", patch.id());
            return staging.run();
        } catch (LedgerOutageException e) {
            staging.giveUp();
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            staging.giveUp();
            return ReadyPatch.failed(planned, Failures.reason(patch, e, open.mirror()));
        }
    }

    private Path newPath() {
        return open.mirror().staging().resolve(Long.toString(nextName.incrementAndGet()));
    }

    /** The artifacts of one patch. */
    private final class Staging {

        private final PlannedPatch planned;
        private final Patch patch;
        private final SharedArtifacts shared;
        private final List<StagedPlacement> staged = new ArrayList<>();
        private long done;
        private long downloaded;

        Staging(PlannedPatch planned, SharedArtifacts shared) {
            this.planned = planned;
            this.patch = planned.patch();
            this.shared = shared;
        }

        ReadyPatch run() throws IOException {
            int releases = planned.releases().size();
            for (Placement placement : open.layouts().place(patch)) {
                SharedArtifacts.Origin origin = users -> stage(placement, users);
                StagedFiles files =
                        placement.unpack()
                                ? origin.stage(releases)
                                : shared.stage(placement.artifact(), releases, origin);
                staged.add(new StagedPlacement(placement, files));
                done += files.artifact().size();
                LOG.debug("{}: verified", patch.id());
            }
            Artifact document = patch.metadata();
            String metadata = document == null ? null : copies.keep(document);
            LOG.debug("{}: staged", patch.id());
            return new ReadyPatch(planned, staged, metadata, downloaded, null);
        }

        private StagedFiles stage(Placement placement, int users) throws IOException {
            Path target = newPath();
            try {
                Optional<StagedArtifact> held =
                        mirroredArtifacts.stage(patch, placement, planned.releases(), target);
                StagedArtifact artifact =
                        held.isPresent() ? held.get() : download(placement, target);
                return new StagedFiles(target, artifact, open.writes().persist(target), users);
            } catch (IOException | RuntimeException | Error e) {
                StagedFiles.discard(target);
                throw e;
            }
        }

        private StagedArtifact download(Placement placement, Path target) throws IOException {
            long before = done;
            TransferListener progress =
                    (bytes, size) ->
                            listener.transferred(patch, before + bytes, total(patch, size));
            StagedArtifact result = downloads.download(placement, target, progress);
            downloaded += result.size();
            downloadedBytes.addAndGet(result.size());
            requireOwn(patch, placement.artifact(), result.directory());
            return result;
        }

        private void giveUp() {
            for (StagedPlacement each : staged) {
                for (int i = 0; i < planned.releases().size(); i++) {
                    each.staged().letGo();
                }
            }
        }
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

    private void requireOwn(Patch patch, Artifact artifact, @Nullable String directory) {
        if (directory != null && !open.layouts().suits(patch, directory)) {
            throw new FetchException(
                    FetchException.Reason.WRONG_CONTENT,
                    RedactedLocation.of(artifact.location()),
                    "it holds the directory '%s', which is named for another patch than %s; sync again, and tell its publisher if it stays so"
                            .formatted(directory, patch.id()));
        }
    }
}
