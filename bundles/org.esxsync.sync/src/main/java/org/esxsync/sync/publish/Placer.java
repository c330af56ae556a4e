package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves staged patches into their releases' directories, several at a time. The ledger records the
 * intents before the first rename and the publications after the last, when all is on disk, so that
 * the next sync can finish what a killed sync had staged as a whole. Used by one thread.
 *
 * <p>Where several machines may write, the one that was killed may only be frozen, and go on later:
 *
 * <ul>
 *   <li>Frozen between the intents and the renames, or between two of them: the next writer takes
 *       its stage away ({@link org.esxsync.sync.mirror.Stages}), and then finds the open intents.
 *       What is staged it puts into place. The renames of the frozen one fail when it wakes up,
 *       since what they would rename is gone.
 *   <li>Frozen between the renames and the publications: the next writer finds the files in place,
 *       and records them. The row of the frozen one is refused: its connection was ended, and its
 *       epoch is over.
 *   <li>Frozen before the intents: they are refused likewise, and nothing is renamed.
 * </ul>
 *
 * <p>So each patch is published by one writer, and once.
 */
public final class Placer {

    private static final Logger LOG = LoggerFactory.getLogger(Placer.class);

    private final LockedMirror open;
    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final PatchLayouts layouts;
    private final DurableFiles writes;
    private final Clock clock;
    private final Predicate<PatchKey> mayReplace;

    /** Any patch may take the place of other versions of it. */
    public Placer(LockedMirror open) {
        this(open, key -> true);
    }

    /**
     * @param mayReplace whether a patch may take the place of other versions of it
     */
    Placer(LockedMirror open, Predicate<PatchKey> mayReplace) {
        this.open = open;
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.layouts = open.layouts();
        this.writes = open.writes();
        this.clock = open.clock();
        this.mayReplace = mayReplace;
    }

    /** Puts patches into place and records them. One that fails does not fail the others. */
    void place(List<Placing> group) {
        together(
                group,
                each -> {
                    ledger.recordIntents(each.stream().map(one -> one.intent(mirror)).toList());
                    tell(each, "intended");
                });
        complete(group, writes.moves());
    }

    private void complete(List<Placing> group, DurableFiles.Moves moves) {
        together(group, each -> move(each, moves));
        together(group, this::record);
    }

    /** What can be done for several at once. */
    @FunctionalInterface
    private interface Step {
        void run(List<Placing> group) throws IOException;
    }

    /**
     * Takes a step for all that have not failed. If it cannot be taken for all at once, each one
     * takes it alone, and fails for its own reason.
     *
     * @throws LedgerException if the ledger does not even answer: each of them would wait for that
     */
    private void together(List<Placing> group, Step step) {
        List<Placing> left = group.stream().filter(each -> !each.isFailed()).toList();
        if (left.isEmpty()) {
            return;
        }
        try {
            step.run(left);
        } catch (IOException | RuntimeException | LinkageError | VirtualMachineError e) {
            if (e instanceof LedgerOutageException outage) {
                throw outage;
            }
            if (e instanceof LedgerException) {
                requireAnswer();
            }
            if (left.size() == 1) {
                left.get(0).fail(e);
            } else {
                left.forEach(each -> together(List.of(each), step));
            }
        }
    }

    /** The fault may be a patch's own, such as a text that the ledger does not take. */
    private void requireAnswer() {
        ledger.requireWriter();
        ledger.history(1);
    }

    private void move(List<Placing> group, DurableFiles.Moves moves) throws IOException {
        for (Placing each : group) {
            for (Placement placement : each.missing()) {
                Path target = each.target(placement, mirror);
                if (!FileTree.exists(target)) {
                    moves.move(each.source(placement), target);
                }
            }
            LOG.debug("{}: moved", each.publication().patch().id());
        }
        moves.force();
        tell(group, "in place");
    }

    private void record(List<Placing> group) {
        ledger.inOneTransaction(
                () -> {
                    ledger.completeIntents(
                            group.stream()
                                    .collect(
                                            Collectors.groupingBy(
                                                    each -> each.publication().release(),
                                                    Collectors.mapping(
                                                            Placing::key, Collectors.toSet()))));
                    group.forEach(this::stand);
                    ledger.append(group.stream().map(this::published).toList());
                });
        tell(group, "recorded");
    }

    private void stand(Placing placing) {
        Publication publication = placing.publication();
        EsxRelease release = publication.release();
        List<Patch> replaced = replaced(publication, placing.key());
        placing.stand(where(placing) + inPlaceOf(replaced));
        replaced.forEach(each -> ledger.recordRemovalIntent(release, each.key()));
    }

    private Event published(Placing placing) {
        Publication publication = placing.publication();
        return new Event(
                clock.instant(),
                Event.Kind.PATCH_PUBLISHED,
                publication.patch().source(),
                placing.key(),
                publication.release(),
                placing.place());
    }

    private static void tell(List<Placing> group, String stage) {
        if (LOG.isDebugEnabled()) {
            group.forEach(each -> LOG.debug("{}: {}", each.publication().patch().id(), stage));
        }
    }

    /**
     * The other versions of a patch that the release has: a host gives up on a depot with two. They
     * are removed after the index has moved on.
     */
    private List<Patch> replaced(Publication publication, PatchKey key) {
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
        List<Placing> whole = new ArrayList<>();
        DurableFiles.Moves moves = writes.moves();
        for (Intent intent : ledger.openIntents()) {
            Publication publication = intent.publication();
            try {
                Placing placing =
                        Placing.of(
                                intent,
                                layouts.place(publication.patch()),
                                open.stage(intent.stage()));
                if (isWhole(placing)) {
                    LOG.info("{}: an interrupted sync had it ready", publication.patch().id());
                    whole.add(placing);
                    placing.placements()
                            .forEach(each -> moves.wasMoved(placing.target(each, mirror)));
                } else {
                    drop(placing);
                }
            } catch (LedgerException e) {
                throw e;
            } catch (EsxSyncException | IOException e) {
                giveUp(publication, e);
            }
        }
        complete(whole, moves);
        whole.forEach(this::giveUpFailed);
    }

    private void giveUpFailed(Placing placing) {
        Throwable problem = placing.problem();
        if (problem instanceof LedgerException e) {
            throw e;
        }
        if (problem != null) {
            giveUp(placing.publication(), problem);
        }
    }

    /** The patch is planned again like any other; it must not stop those after it. */
    private void giveUp(Publication publication, Throwable problem) {
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

    private void drop(Placing placing) throws IOException {
        for (Placement placement : placing.placements()) {
            moveDamagedAside(placing, placement);
        }
        Publication publication = placing.publication();
        ledger.dropIntent(publication.release(), placing.key());
    }

    /** A power cut can damage what was put into place; nothing else can be there. */
    private void moveDamagedAside(Placing placing, Placement placement) throws IOException {
        Publication publication = placing.publication();
        Path target = placing.target(placement, mirror);
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
            open.moveAway(target, aside.resolve(mirror.root().relativize(target)));
            LOG.warn("{}: damaged; moved to {}", target, aside);
        }
    }

    private boolean isWhole(Placing placing) throws IOException {
        for (Placement placement : placing.placements()) {
            Path held = placing.held(placement, mirror);
            if (!FileTree.exists(held)
                    || !FileTree.read(held, placement.path())
                            .equals(Placements.files(placing.publication(), placement))) {
                return false;
            }
        }
        return true;
    }

    /** Where to find the patch: its directory, or its id in the release's index. */
    private static String where(Placing placing) {
        Publication publication = placing.publication();
        Placement first = placing.placements().get(0);
        return placing.placements().size() == 1 && first.unpack()
                ? publication.release() + "/" + first.path()
                : publication.release() + " " + publication.patch().id();
    }
}
