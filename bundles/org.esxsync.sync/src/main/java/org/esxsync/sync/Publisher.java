package org.esxsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SyncListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings planned patches into the mirror: staged and verified first, then renamed into place, then
 * recorded. Safe for many threads.
 */
final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Mirror mirror;
    private final Ledger ledger;
    private final Downloader downloader;
    private final Map<String, PatchLayout> layouts;
    private final MirrorDisk disk;
    private final MetadataCopies copies;
    private final SyncListener listener;
    private final ForcedWrites writes;
    private final Placer placer;
    private final HeldArtifacts heldArtifacts;
    private final Clock clock;
    private final AtomicLong nextStage = new AtomicLong();
    private final AtomicLong downloadedBytes = new AtomicLong();
    private final Map<Object, Object> locks = new ConcurrentHashMap<>();

    Publisher(
            Mirror mirror,
            Ledger ledger,
            Downloader downloader,
            Map<String, PatchLayout> layouts,
            MirrorDisk disk,
            MetadataCopies copies,
            SyncListener listener,
            ForcedWrites writes,
            Clock clock) {
        this.mirror = mirror;
        this.ledger = ledger;
        this.downloader = downloader;
        this.layouts = Map.copyOf(layouts);
        this.disk = disk;
        this.copies = copies;
        this.listener = listener;
        this.writes = writes;
        this.placer = new Placer(mirror, ledger, layouts, writes, clock);
        this.heldArtifacts = new HeldArtifacts(mirror, ledger);
        this.clock = clock;
    }

    /** Ends what a killed sync had begun. */
    void settle() {
        placer.settle();
    }

    /** Bytes of artifacts that were downloaded and verified. */
    long downloadedBytes() {
        return downloadedBytes.get();
    }

    /**
     * A placement whose bytes are staged, verified and on disk.
     *
     * @param files as they will stand in the release's directory, by path
     */
    private record Staged(
            Placement placement, Path path, StagedArtifact artifact, List<PublishedFile> files) {}

    /** Publishes one patch in its releases; what goes wrong becomes an outcome. */
    List<PatchOutcome> publish(PlannedPatch planned) {
        Patch patch = planned.patch();
        Path stage = mirror.staging().resolve(Long.toString(nextStage.incrementAndGet()));
        List<PatchOutcome> outcomes = new ArrayList<>();
        try {
            listener.started(patch);
            LOG.debug("{}: downloading", patch.id());
            Files.createDirectories(stage);
            List<Staged> staged = stage(planned, stage);
            Artifact document = patch.metadata();
            String metadata = document == null ? null : copies.keep(document, stage);
            LOG.debug("{}: staged", patch.id());
            for (EsxRelease release : planned.releases()) {
                outcomes.add(publish(patch, release, staged, metadata, stage));
            }
        } catch (EsxSyncException e) {
            fail(planned, e.getMessage(), outcomes);
        } catch (IOException e) {
            fail(planned, e + "; check disk and rights of " + mirror.root(), outcomes);
        } finally {
            discard(stage, planned, outcomes);
        }
        return outcomes;
    }

    private static void fail(PlannedPatch planned, String reason, List<PatchOutcome> outcomes) {
        planned.releases().stream()
                .skip(outcomes.size())
                .forEach(
                        release ->
                                outcomes.add(
                                        outcome(
                                                planned.patch(),
                                                release,
                                                Outcome.FAILED,
                                                String.valueOf(reason))));
    }

    private void discard(Path stage, PlannedPatch planned, List<PatchOutcome> outcomes) {
        if (placer.isOpen(stage)) {
            return;
        }
        try {
            PublishedTree.delete(stage);
        } catch (IOException e) {
            fail(planned, "the staging directory " + stage + " cannot be cleared: " + e, outcomes);
        }
    }

    private List<Staged> stage(PlannedPatch planned, Path stage) throws IOException {
        Patch patch = planned.patch();
        PatchLayout layout = layouts.get(patch.format());
        if (layout == null) {
            throw new EsxSyncException(
                    "no layout for the format '%s' is installed; deploy the bundle that brings it"
                            .formatted(patch.format()));
        }
        List<Staged> staged = new ArrayList<>();
        long total = total(patch);
        long done = 0;
        for (Placement placement : layout.place(patch)) {
            Path target = stage.resolve(Integer.toString(staged.size()));
            long before = done;
            TransferListener progress =
                    (bytes, size) -> listener.transferred(patch, before + bytes, total);
            disk.requireRoom(placement, placement.artifact().size());
            Optional<StagedArtifact> held =
                    heldArtifacts.stage(patch, placement, planned.releases(), target);
            StagedArtifact artifact =
                    held.isPresent() ? held.get() : download(placement, target, progress);
            LOG.debug("{}: verified", patch.id());
            FileModes.settle(target);
            writes.tree(target);
            Staged next =
                    new Staged(placement, target, artifact, files(placement, target, artifact));
            staged.add(next);
            done += next.artifact().size();
        }
        return staged;
    }

    private static long total(Patch patch) {
        boolean known = patch.artifacts().stream().allMatch(artifact -> artifact.size() >= 0);
        return known ? patch.knownSize() : Artifact.UNKNOWN_SIZE;
    }

    private StagedArtifact download(Placement placement, Path target, TransferListener listener) {
        Artifact artifact = placement.artifact();
        TransferListener progress =
                artifact.size() == Artifact.UNKNOWN_SIZE
                        ? new SizeCheck(placement, listener)
                        : listener;
        StagedArtifact staged =
                placement.unpack()
                        ? downloader.unpack(artifact, target, mirror.partials(), progress)
                        : downloader.download(artifact, target, mirror.partials(), progress);
        downloadedBytes.addAndGet(staged.size());
        return staged;
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

    private PatchOutcome publish(
            Patch patch,
            EsxRelease release,
            List<Staged> staged,
            @Nullable String metadata,
            Path stage)
            throws IOException {
        synchronized (lock(release)) {
            for (Staged each : staged) {
                Optional<String> conflict = conflict(each, release);
                if (conflict.isPresent()) {
                    return outcome(patch, release, Outcome.CONFLICT, conflict.get());
                }
            }
            for (Staged each : staged) {
                link(each, release, stage);
            }
            Publication publication =
                    new Publication(
                            release,
                            patch,
                            clock.instant(),
                            staged.stream().map(Publisher::verified).toList(),
                            staged.stream().flatMap(each -> each.files().stream()).toList(),
                            metadata);
            List<Placement> placements = staged.stream().map(Staged::placement).toList();
            return outcome(
                    patch,
                    release,
                    Outcome.PUBLISHED,
                    placer.place(publication, placements, stage));
        }
    }

    /** Says what stands in the way of a staged artifact, if anything does. */
    private Optional<String> conflict(Staged staged, EsxRelease release) throws IOException {
        RelativePath path = staged.placement().path();
        Path target = path.under(mirror.release(release));
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!staged.placement().unpack()) {
            Optional<PublishedFile> held = ledger.publishedFile(release, path);
            if (held.isPresent() && held.get().sha256().equals(staged.artifact().sha256())) {
                return Optional.empty();
            }
        }
        if (PublishedTree.read(target, path).equals(staged.files())) {
            return Optional.empty();
        }
        return Optional.of(
                "%s/%s holds other bytes, and keeps them; compare, and move it away to have these"
                        .formatted(release, path));
    }

    /** Stages a linked copy for one release, unless the same stands there already. */
    private void link(Staged staged, EsxRelease release, Path stage) throws IOException {
        RelativePath path = staged.placement().path();
        Path copy = path.under(Placer.staged(stage, release));
        if (Files.exists(path.under(mirror.release(release)), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.createDirectories(copy.getParent());
        PublishedTree.link(staged.path(), copy);
        writes.directories(copy);
    }

    private Object lock(Object subject) {
        return locks.computeIfAbsent(subject, key -> new Object());
    }

    private static VerifiedArtifact verified(Staged staged) {
        StagedArtifact artifact = staged.artifact();
        return new VerifiedArtifact(
                staged.placement().artifact().path(),
                artifact.size(),
                artifact.sha256(),
                artifact.checked());
    }

    private static List<PublishedFile> files(
            Placement placement, Path target, StagedArtifact artifact) throws IOException {
        List<PublishedFile> files = new ArrayList<>();
        for (StagedFile file : artifact.files()) {
            boolean plain = file.type() == StagedFile.Type.FILE;
            Path path = placement.unpack() ? file.path().under(target) : target;
            files.add(
                    new PublishedFile(
                            placement.unpack()
                                    ? placement.path().resolve(file.path())
                                    : placement.path(),
                            file.type(),
                            file.size(),
                            file.sha256(),
                            plain && FileModes.isExecutable(path)));
        }
        files.sort(PublishedTree.BY_PATH);
        return files;
    }

    private static PatchOutcome outcome(
            Patch patch, EsxRelease release, Outcome outcome, String detail) {
        return new PatchOutcome(patch.id(), patch.source(), release, outcome, detail);
    }
}
