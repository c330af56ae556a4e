package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves staged patches into their releases' directories. The ledger records the intent before the
 * first rename and the publication after the last, so that the next sync can finish what a killed
 * sync had staged as a whole. Safe for many threads.
 */
public final class Placer {

    private static final Logger LOG = LoggerFactory.getLogger(Placer.class);

    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final PatchLayouts layouts;
    private final DurableFiles writes;
    private final Clock clock;
    private final Predicate<PatchKey> mayReplace;
    private final Set<String> openDirectories = ConcurrentHashMap.newKeySet();

    /** Any patch may take the place of other versions of it. */
    public Placer(LockedMirror open) {
        this(open, key -> true);
    }

    /**
     * @param mayReplace whether a patch may take the place of other versions of it
     */
    Placer(LockedMirror open, Predicate<PatchKey> mayReplace) {
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.layouts = open.layouts();
        this.writes = open.writes();
        this.clock = open.clock();
        this.mayReplace = mayReplace;
    }

    /** Where a staging directory has a release's part of a patch, laid out as in the release. */
    static Path staged(Path stagingDirectory, EsxRelease release) {
        return stagingDirectory.resolve(release.toString());
    }

    /** Whether a staging directory has what the ledger intends to publish, and must be kept. */
    boolean isOpen(Path stagingDirectory) {
        return openDirectories.contains(stagingDirectory.getFileName().toString());
    }

    /**
     * Puts a patch into place and records it.
     *
     * @param stagingDirectory its directory in the staging area, all of it on disk
     * @return where to find it
     */
    String place(Publication publication, List<Placement> placements, Path stagingDirectory)
            throws IOException {
        String name = stagingDirectory.getFileName().toString();
        openDirectories.add(name);
        ledger.recordIntent(publication, name);
        LOG.debug("{}: intended", publication.patch().id());
        String place = complete(publication, placements, stagingDirectory);
        openDirectories.remove(name);
        return place;
    }

    private String complete(
            Publication publication, List<Placement> placements, Path stagingDirectory)
            throws IOException {
        for (Placement placement : placements) {
            Path target = target(publication, placement);
            if (!FileTree.exists(target)) {
                writes.move(source(publication, placement, stagingDirectory), target);
            }
        }
        LOG.debug("{}: in place", publication.patch().id());
        List<Patch> replaced = replaced(publication);
        String place = where(publication, placements) + inPlaceOf(replaced);
        ledger.inOneTransaction(
                () -> {
                    ledger.recordPublication(publication);
                    replaced.forEach(
                            each -> ledger.recordRemovalIntent(publication.release(), each.key()));
                    ledger.append(
                            new Event(
                                    clock.instant(),
                                    Event.Kind.PATCH_PUBLISHED,
                                    publication.patch().source(),
                                    publication.patch().key(),
                                    publication.release(),
                                    place));
                });
        LOG.debug("{}: recorded", publication.patch().id());
        return place;
    }

    /**
     * The other versions of a patch that the release has: a host gives up on a depot with two. They
     * are removed after the index has moved on.
     */
    private List<Patch> replaced(Publication publication) {
        PatchKey key = publication.patch().key();
        if (publication.patch().kind() == PatchKind.PATCH || !mayReplace.test(key)) {
            return List.of();
        }
        Map<PatchKey, Patch> others = new LinkedHashMap<>();
        for (CataloguedPatch known : ledger.patches(key.id())) {
            if (known.key().id().equals(key.id()) && !known.key().equals(key)) {
                others.putIfAbsent(known.key(), known.patch());
            }
        }
        if (!others.isEmpty()) {
            others.keySet()
                    .retainAll(
                            ledger.publishedKeys().getOrDefault(publication.release(), Set.of()));
        }
        return List.copyOf(others.values());
    }

    private static String inPlaceOf(List<Patch> replaced) {
        return replaced.stream()
                .map(
                        each ->
                                ", in place of "
                                        + (each.releaseDate() == null
                                                ? each.revision()
                                                : "the version of " + each.releaseDate()))
                .collect(Collectors.joining());
    }

    /** Finishes an interrupted sync: what is whole is put into place, the rest is dropped. */
    public void finishInterrupted() {
        for (Intent intent : ledger.openIntents()) {
            Publication publication = intent.publication();
            try {
                finish(publication, mirror.staging().resolve(intent.stage()));
            } catch (LedgerException e) {
                throw e;
            } catch (EsxSyncException | IOException e) {
                giveUp(publication, e);
            }
        }
    }

    /** The patch is planned again like any other; it must not stop those after it. */
    private void giveUp(Publication publication, Exception problem) {
        Patch patch = publication.patch();
        LOG.warn(
                "{}: what an interrupted sync left of it is given up: {}",
                patch.id(),
                problem.toString());
        LOG.debug("{}: it is given up", patch.id(), problem);
        ledger.inOneTransaction(
                () -> {
                    ledger.dropIntent(publication.release(), patch.key());
                    ledger.append(
                            new Event(
                                    clock.instant(),
                                    Event.Kind.PATCH_FAILED,
                                    patch.source(),
                                    patch.key(),
                                    publication.release(),
                                    "what an interrupted sync left of it cannot be put into place: "
                                            + problem));
                });
    }

    private void finish(Publication publication, Path stagingDirectory) throws IOException {
        Patch patch = publication.patch();
        List<Placement> placements = layouts.place(patch);
        if (isWhole(publication, placements, stagingDirectory)) {
            LOG.info("{}: an interrupted sync had it ready", patch.id());
            complete(publication, placements, stagingDirectory);
            return;
        }
        for (Placement placement : placements) {
            moveDamagedAside(publication, placement);
        }
        ledger.dropIntent(publication.release(), patch.key());
    }

    /** A power cut can damage what was put into place; nothing else can be there. */
    private void moveDamagedAside(Publication publication, Placement placement) throws IOException {
        Path target = target(publication, placement);
        if (!FileTree.exists(target)) {
            return;
        }
        List<PublishedFile> files = Placements.files(publication, placement);
        boolean ours =
                files.stream()
                        .noneMatch(
                                file ->
                                        ledger.publishedFile(publication.release(), file.path())
                                                .isPresent());
        if (ours && !FileTree.read(target, placement.path()).equals(files)) {
            Path aside = mirror.aside(clock.instant());
            writes.move(target, aside.resolve(mirror.root().relativize(target)));
            LOG.warn("{}: damaged; moved to {}", target, aside);
        }
    }

    private boolean isWhole(
            Publication publication, List<Placement> placements, Path stagingDirectory)
            throws IOException {
        for (Placement placement : placements) {
            Path target = target(publication, placement);
            Path held =
                    FileTree.exists(target)
                            ? target
                            : source(publication, placement, stagingDirectory);
            if (!FileTree.exists(held)
                    || !FileTree.read(held, placement.path())
                            .equals(Placements.files(publication, placement))) {
                return false;
            }
        }
        return true;
    }

    private Path target(Publication publication, Placement placement) {
        return placement.path().under(mirror.release(publication.release()));
    }

    private static Path source(
            Publication publication, Placement placement, Path stagingDirectory) {
        return placement.path().under(staged(stagingDirectory, publication.release()));
    }

    /** Where to find the patch: its directory, or its id in the release's index. */
    private static String where(Publication publication, List<Placement> placements) {
        RelativePath first = placements.get(0).path();
        return placements.size() == 1 && placements.get(0).unpack()
                ? publication.release() + "/" + first
                : publication.release() + " " + publication.patch().id();
    }
}
