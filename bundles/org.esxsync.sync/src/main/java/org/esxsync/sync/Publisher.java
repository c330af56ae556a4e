package org.esxsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
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
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SyncListener;
import org.jspecify.annotations.Nullable;

/**
 * Brings planned patches into the mirror: staged and verified first, then renamed into place, then
 * recorded. Safe for many threads.
 */
final class Publisher {

    private static final Comparator<StagedFile> BY_PATH = Comparator.comparing(StagedFile::path);

    private final Mirror mirror;
    private final Ledger ledger;
    private final Downloader downloader;
    private final Map<String, PatchLayout> layouts;
    private final SyncListener listener;
    private final Clock clock;
    private final AtomicLong nextStage = new AtomicLong();
    private final AtomicLong downloadedBytes = new AtomicLong();
    private final Map<Object, Object> locks = new ConcurrentHashMap<>();

    Publisher(
            Mirror mirror,
            Ledger ledger,
            Downloader downloader,
            Map<String, PatchLayout> layouts,
            SyncListener listener,
            Clock clock) {
        this.mirror = mirror;
        this.ledger = ledger;
        this.downloader = downloader;
        this.layouts = Map.copyOf(layouts);
        this.listener = listener;
        this.clock = clock;
    }

    /** Bytes of artifacts that were downloaded and verified. */
    long downloadedBytes() {
        return downloadedBytes.get();
    }

    /** A placement whose bytes are staged and verified. */
    private record Staged(Placement placement, Path path, StagedArtifact artifact) {}

    /** Publishes one patch in its releases; what goes wrong becomes an outcome. */
    List<PatchOutcome> publish(PlannedPatch planned) {
        Patch patch = planned.patch();
        Path stage = mirror.staging().resolve(Long.toString(nextStage.incrementAndGet()));
        List<PatchOutcome> outcomes = new ArrayList<>();
        try {
            listener.started(patch);
            Files.createDirectories(stage);
            List<Staged> staged = stage(patch, stage);
            String metadata = keepMetadata(patch, stage);
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
        try {
            PublishedTree.delete(stage);
        } catch (IOException e) {
            fail(planned, "the staging directory " + stage + " cannot be cleared: " + e, outcomes);
        }
    }

    private List<Staged> stage(Patch patch, Path stage) throws IOException {
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
            Staged next = new Staged(placement, target, stage(placement, target, progress));
            staged.add(next);
            done += next.artifact().size();
        }
        return staged;
    }

    private static long total(Patch patch) {
        boolean known = patch.artifacts().stream().allMatch(artifact -> artifact.size() >= 0);
        return known ? patch.knownSize() : Artifact.UNKNOWN_SIZE;
    }

    private StagedArtifact stage(Placement placement, Path target, TransferListener progress) {
        Artifact artifact = placement.artifact();
        StagedArtifact staged =
                placement.unpack()
                        ? downloader.unpack(artifact, target, mirror.partials(), progress)
                        : downloader.download(artifact, target, mirror.partials(), progress);
        downloadedBytes.addAndGet(staged.size());
        return staged;
    }

    /** Keeps a copy of a patch's metadata document; returns its SHA-256, or null if it has none. */
    private @Nullable String keepMetadata(Patch patch, Path stage) throws IOException {
        Artifact metadata = patch.metadata();
        if (metadata == null) {
            return null;
        }
        synchronized (lock(metadata.location())) {
            for (Digest digest : metadata.digests()) {
                if (digest.algorithm() == Digest.Algorithm.SHA_256
                        && Files.exists(mirror.metadata(digest.hex()))) {
                    return digest.hex();
                }
            }
            Path target = stage.resolve("metadata");
            StagedArtifact staged =
                    downloader.download(metadata, target, mirror.partials(), TransferListener.NONE);
            Path kept = mirror.metadata(staged.sha256());
            Files.createDirectories(kept.getParent());
            Files.move(target, kept, StandardCopyOption.ATOMIC_MOVE);
            return staged.sha256();
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
                put(each, release, stage);
            }
            ledger.recordPublication(
                    new Publication(
                            release,
                            patch,
                            clock.instant(),
                            staged.stream().map(Publisher::verified).toList(),
                            staged.stream().flatMap(Publisher::files).toList(),
                            metadata));
            return outcome(patch, release, Outcome.PUBLISHED, place(patch, release, staged));
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
        if (sameContent(target, staged.artifact().files())) {
            return Optional.empty();
        }
        return Optional.of(
                "%s/%s holds other bytes, and keeps them; compare, and move it away to have these"
                        .formatted(release, path));
    }

    private static boolean sameContent(Path target, List<StagedFile> files) throws IOException {
        List<StagedFile> held = PublishedTree.read(target);
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return held.equals(files.stream().sorted(BY_PATH).toList());
        }
        return held.size() == files.size() && held.get(0).sha256().equals(files.get(0).sha256());
    }

    /** Puts a linked copy of a staged artifact into place, unless it stands there already. */
    private void put(Staged staged, EsxRelease release, Path stage) throws IOException {
        Path target = staged.placement().path().under(mirror.release(release));
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path copy = stage.resolve(staged.path().getFileName() + "-" + release);
        PublishedTree.link(staged.path(), copy);
        Files.createDirectories(target.getParent());
        Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
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

    private static Stream<PublishedFile> files(Staged staged) {
        Placement placement = staged.placement();
        return staged.artifact().files().stream()
                .map(
                        file ->
                                new PublishedFile(
                                        placement.unpack()
                                                ? placement.path().resolve(file.path())
                                                : placement.path(),
                                        file.type(),
                                        file.size(),
                                        file.sha256()));
    }

    /** Says where to look: at the patch's directory, or in the release's index for its id. */
    private static String place(Patch patch, EsxRelease release, List<Staged> staged) {
        Placement first = staged.get(0).placement();
        return staged.size() == 1 && first.unpack()
                ? release + "/" + first.path()
                : release + " " + patch.id();
    }

    private static PatchOutcome outcome(
            Patch patch, EsxRelease release, Outcome outcome, String detail) {
        return new PatchOutcome(patch.id(), patch.source(), release, outcome, detail);
    }
}
