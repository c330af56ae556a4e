package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Patch;
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
 * Brings staged patches into their releases' directories: the ledger is told before the first
 * rename and after the last one, so that whatever a killed sync had staged as a whole is put into
 * place by the next. Safe for many threads.
 */
public final class Placer {

    private static final Logger LOG = LoggerFactory.getLogger(Placer.class);

    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final PatchLayouts layouts;
    private final DurableFiles writes;
    private final Clock clock;
    private final Set<String> openStages = ConcurrentHashMap.newKeySet();

    public Placer(LockedMirror open) {
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.layouts = open.layouts();
        this.writes = open.writes();
        this.clock = open.clock();
    }

    /** Where a stage holds a release's part of a patch, as it will stand in the release. */
    static Path staged(Path stage, EsxRelease release) {
        return stage.resolve(release.toString());
    }

    /** Whether a stage holds what the ledger knows to be under way, and must be kept. */
    boolean isOpen(Path stage) {
        return openStages.contains(stage.getFileName().toString());
    }

    /**
     * Puts a patch into place and records it.
     *
     * @param stage its directory in the staging area, all of it on disk
     * @return where to look for it
     */
    String place(Publication publication, List<Placement> placements, Path stage)
            throws IOException {
        String name = stage.getFileName().toString();
        openStages.add(name);
        ledger.recordIntent(publication, name);
        LOG.debug("{}: intended", publication.patch().id());
        String place = complete(publication, placements, stage);
        openStages.remove(name);
        return place;
    }

    private String complete(Publication publication, List<Placement> placements, Path stage)
            throws IOException {
        for (Placement placement : placements) {
            Path target = target(publication, placement);
            if (!exists(target)) {
                writes.move(source(publication, placement, stage), target);
            }
        }
        LOG.debug("{}: in place", publication.patch().id());
        String place = where(publication, placements);
        ledger.inOneTransaction(
                () -> {
                    ledger.recordPublication(publication);
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

    /** Ends what a killed sync had begun: what is whole is put into place, and the rest dropped. */
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

    /** It is planned anew like any other patch, so that it cannot stop those after it. */
    private void giveUp(Publication publication, Exception problem) {
        Patch patch = publication.patch();
        LOG.warn("{}: what an interrupted sync left of it is given up", patch.id(), problem);
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

    private void finish(Publication publication, Path stage) throws IOException {
        Patch patch = publication.patch();
        List<Placement> placements = layouts.place(patch);
        if (isWhole(publication, placements, stage)) {
            LOG.info("{}: an interrupted sync had it ready", patch.id());
            complete(publication, placements, stage);
            return;
        }
        for (Placement placement : placements) {
            moveDamagedAside(publication, placement);
        }
        ledger.dropIntent(publication.release(), patch.key());
    }

    /** A power cut can damage what was put into place; nothing else has come to stand there. */
    private void moveDamagedAside(Publication publication, Placement placement) throws IOException {
        Path target = target(publication, placement);
        if (!exists(target)) {
            return;
        }
        List<PublishedFile> files = FileTree.at(publication, placement);
        boolean ours =
                files.stream()
                        .noneMatch(
                                file ->
                                        ledger.publishedFile(publication.release(), file.path())
                                                .isPresent());
        if (ours && !FileTree.read(target, placement.path()).equals(files)) {
            Path aside = mirror.aside(clock.instant());
            writes.move(target, aside.resolve(mirror.root().relativize(target)));
            LOG.warn("{}: it is damaged and was moved to {}", target, aside);
        }
    }

    private boolean isWhole(Publication publication, List<Placement> placements, Path stage)
            throws IOException {
        for (Placement placement : placements) {
            Path target = target(publication, placement);
            Path held = exists(target) ? target : source(publication, placement, stage);
            if (!exists(held)
                    || !FileTree.read(held, placement.path())
                            .equals(FileTree.at(publication, placement))) {
                return false;
            }
        }
        return true;
    }

    private Path target(Publication publication, Placement placement) {
        return placement.path().under(mirror.release(publication.release()));
    }

    private static Path source(Publication publication, Placement placement, Path stage) {
        return placement.path().under(staged(stage, publication.release()));
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Says where to look: at the patch's directory, or in the release's index for its id. */
    private static String where(Publication publication, List<Placement> placements) {
        RelativePath first = placements.get(0).path();
        return placements.size() == 1 && placements.get(0).unpack()
                ? publication.release() + "/" + first
                : publication.release() + " " + publication.patch().id();
    }
}
