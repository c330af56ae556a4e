package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.index.MetadataStore;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings planned patches into the mirror: staged first, then renamed into place, then recorded.
 * Safe for many threads.
 */
public final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final LockedMirror open;
    private final MirrorPaths mirror;
    private final Stager stager;
    private final MetadataStore copies;
    private final SyncListener listener;
    private final Placer placer;
    private final AtomicLong nextDirectory = new AtomicLong();
    private final Map<EsxRelease, Object> locks = new ConcurrentHashMap<>();

    /**
     * @param replacing the patches that take the place of other versions of them
     */
    public Publisher(
            LockedMirror open,
            Stager stager,
            MetadataStore copies,
            SyncListener listener,
            Set<PatchKey> replacing) {
        this.open = open;
        this.mirror = open.mirror();
        this.stager = stager;
        this.copies = copies;
        this.listener = listener;
        this.placer = new Placer(open, replacing::contains);
    }

    /**
     * Publishes one patch in its releases; what goes wrong becomes an outcome.
     *
     * @param shared what it has in common with others
     */
    public List<PatchOutcome> publish(PlannedPatch planned, SharedArtifacts shared) {
        Patch patch = planned.patch();
        Path stagingDirectory =
                mirror.staging().resolve(Long.toString(nextDirectory.incrementAndGet()));
        List<PatchOutcome> outcomes = new ArrayList<>();
        try {
            listener.started(patch);
            publish(planned, shared, stagingDirectory, outcomes);
        } catch (EsxSyncException e) {
            fail(planned, String.valueOf(e.getMessage()), outcomes);
        } catch (IOException e) {
            fail(planned, e + "; check disk and rights of " + mirror.root(), outcomes);
        } catch (VirtualMachineError e) {
            LOG.warn("{}: out of memory while it was published", patch.id(), e);
            fail(
                    planned,
                    "it takes more memory than there is (%s); give Java more with -Xmx in ESXSYNC_JAVA_OPTS, or tell its publisher"
                            .formatted(e),
                    outcomes);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{}: defect while it was published", patch.id(), e);
            fail(planned, "defect while it was published: " + e, outcomes);
        } finally {
            discard(stagingDirectory);
        }
        return outcomes;
    }

    private void publish(
            PlannedPatch planned,
            SharedArtifacts shared,
            Path stagingDirectory,
            List<PatchOutcome> outcomes)
            throws IOException {
        Patch patch = planned.patch();
        LOG.debug("{}: downloading", patch.id());
        Files.createDirectories(stagingDirectory);
        List<StagedPlacement> staged = stager.stage(planned, shared, stagingDirectory);
        Artifact document = patch.metadata();
        String metadata = document == null ? null : copies.keep(document, stagingDirectory);
        LOG.debug("{}: staged", patch.id());
        for (EsxRelease release : planned.releases()) {
            boolean last = outcomes.size() == planned.releases().size() - 1;
            outcomes.add(publish(patch, release, staged, metadata, stagingDirectory, last));
        }
    }

    private static void fail(PlannedPatch planned, String reason, List<PatchOutcome> outcomes) {
        planned.releases().stream()
                .skip(outcomes.size())
                .forEach(
                        release ->
                                outcomes.add(
                                        outcome(planned.patch(), release, Outcome.FAILED, reason)));
    }

    /** The patch is published even if its staging directory stays; the next sync clears it. */
    private void discard(Path stagingDirectory) {
        if (placer.isOpen(stagingDirectory)) {
            return;
        }
        try {
            DirectoryTree.delete(stagingDirectory);
        } catch (IOException e) {
            LOG.warn(
                    "the staging directory {} cannot be cleared: {}",
                    stagingDirectory,
                    e.toString());
        }
    }

    private PatchOutcome publish(
            Patch patch,
            EsxRelease release,
            List<StagedPlacement> staged,
            @Nullable String metadata,
            Path stagingDirectory,
            boolean last)
            throws IOException {
        synchronized (locks.computeIfAbsent(release, key -> new Object())) {
            for (StagedPlacement each : staged) {
                Optional<PatchOutcome> obstacle = obstacle(patch, each, release);
                if (obstacle.isPresent()) {
                    return obstacle.get();
                }
            }
            for (StagedPlacement each : staged) {
                stageFor(release, each, stagingDirectory, last);
            }
            Publication publication =
                    new Publication(
                            release,
                            patch,
                            open.clock().instant(),
                            staged.stream().map(StagedPlacement::verified).toList(),
                            staged.stream().flatMap(each -> each.files().stream()).toList(),
                            metadata);
            List<Placement> placements = staged.stream().map(StagedPlacement::placement).toList();
            return outcome(
                    patch,
                    release,
                    Outcome.PUBLISHED,
                    placer.place(publication, placements, stagingDirectory));
        }
    }

    /** What is in the way of a staged artifact, if anything is. */
    private Optional<PatchOutcome> obstacle(Patch patch, StagedPlacement staged, EsxRelease release)
            throws IOException {
        RelativePath path = staged.placement().path();
        Path root = mirror.release(release);
        Path target = path.under(root);
        Optional<Path> above =
                Stream.iterate(target.getParent(), each -> !each.equals(root), Path::getParent)
                        .filter(Publisher::isNoDirectory)
                        .findFirst();
        if (above.isPresent()) {
            return Optional.of(conflict(patch, release, root.relativize(above.get()).toString()));
        }
        if (!FileTree.exists(target) || isSame(staged, target)) {
            return Optional.empty();
        }
        return Optional.of(
                isDamaged(staged, release)
                        ? outcome(
                                patch,
                                release,
                                Outcome.FAILED,
                                "%s/%s, which another patch shares, is damaged; run 'verify --repair'"
                                        .formatted(release, path))
                        : conflict(patch, release, path.value()));
    }

    private static boolean isNoDirectory(Path path) {
        return FileTree.exists(path) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether the same file is already there; a link to a file of the mirror was read when staged.
     */
    private static boolean isSame(StagedPlacement staged, Path target) throws IOException {
        boolean plain = !staged.placement().unpack() && !Files.isSymbolicLink(target);
        return plain && Files.isSameFile(staged.path(), target)
                || FileTree.read(target, staged.placement().path()).equals(staged.files());
    }

    /** Whether the ledger expects the staged file there, so that a different one is damage. */
    private boolean isDamaged(StagedPlacement staged, EsxRelease release) {
        return !staged.placement().unpack()
                && open.ledger()
                        .publishedFile(release, staged.placement().path())
                        .filter(held -> held.sha256().equals(staged.artifact().sha256()))
                        .isPresent();
    }

    private static PatchOutcome conflict(Patch patch, EsxRelease release, String path) {
        return outcome(
                patch,
                release,
                Outcome.CONFLICT,
                "%s/%s: a different file is already there and was kept; to replace it, move it away and sync again"
                        .formatted(release, path));
    }

    /**
     * Stages a linked copy for one release, unless the release has it already; the last release
     * gets what the others were linked to.
     */
    private void stageFor(
            EsxRelease release, StagedPlacement staged, Path stagingDirectory, boolean last)
            throws IOException {
        RelativePath path = staged.placement().path();
        Path copy = path.under(Placer.staged(stagingDirectory, release));
        if (FileTree.exists(path.under(mirror.release(release))) || FileTree.exists(copy)) {
            return;
        }
        Files.createDirectories(copy.getParent());
        if (last) {
            Files.move(staged.path(), copy, StandardCopyOption.ATOMIC_MOVE);
        } else {
            open.writes().link(staged.path(), copy);
        }
    }

    private static PatchOutcome outcome(
            Patch patch, EsxRelease release, Outcome outcome, String detail) {
        return new PatchOutcome(patch.id(), patch.source(), release, outcome, detail);
    }
}
