package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.FormerFile;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.plan.Settled;
import org.jspecify.annotations.Nullable;

/**
 * Publishes staged patches in groups: what is in the way of each is found, and the others are put
 * into place and recorded together. Used by one thread.
 */
public final class Publisher {

    private final LockedMirror open;
    private final MirrorPaths mirror;
    private final Placer placer;
    private int groups;
    private int unrecorded;
    private @Nullable List<FormerFile> former;

    /**
     * @param replacing the patches that take the place of other versions of them
     */
    public Publisher(LockedMirror open, Set<PatchKey> replacing) {
        this.open = open;
        this.mirror = open.mirror();
        this.placer = new Placer(open, replacing::contains);
    }

    /**
     * Publishes each patch in its releases; what goes wrong becomes an outcome of its own.
     *
     * @return what became of each
     */
    public List<Settled> publish(List<ReadyPatch> ready) {
        List<Settled> settled = new ArrayList<>();
        List<Member> waiting = new ArrayList<>();
        for (ReadyPatch each : ready) {
            PatchKey key = each.planned().patch().key();
            for (EsxRelease release : each.planned().releases()) {
                Member member = new Member(release, each, key);
                if (each.failure() == null) {
                    waiting.add(member);
                } else {
                    settled.add(member.settled(Outcome.FAILED, each.failure()));
                }
            }
        }
        while (!waiting.isEmpty()) {
            waiting = publishFirst(waiting, settled);
        }
        return settled;
    }

    /**
     * Publishes the first patches and those that none of them can be in the way of.
     *
     * @return the others
     */
    private List<Member> publishFirst(List<Member> waiting, List<Settled> settled) {
        PlaceClaims claims = new PlaceClaims(mirror);
        Path stagingDirectory = mirror.staging().resolve("group-" + ++groups);
        Map<Placing, Member> group = new LinkedHashMap<>();
        List<Member> others = new ArrayList<>();
        for (Member member : waiting) {
            if (claims.claim(member)) {
                stage(member, stagingDirectory)
                        .ifPresentOrElse(
                                settled::add,
                                () -> group.put(placing(member, stagingDirectory), member));
            } else {
                others.add(member);
            }
        }
        placer.place(List.copyOf(group.keySet()));
        group.forEach((placing, member) -> settled.add(conclude(placing, member)));
        if (group.keySet().stream().noneMatch(Placing::isFailed)) {
            StagedFiles.discard(stagingDirectory);
        }
        return others;
    }

    /**
     * How many files and directories stood there, as they were published, without the ledger
     * knowing it.
     */
    public int unrecorded() {
        return unrecorded;
    }

    private Placing placing(Member member, Path stagingDirectory) {
        List<StagedPlacement> staged = member.staged();
        return new Placing(
                new Publication(
                        member.release(),
                        member.patch(),
                        open.clock().instant(),
                        staged.stream().map(StagedPlacement::verified).toList(),
                        staged.stream().flatMap(each -> files(each, member)).toList(),
                        member.ready().metadata()),
                member.key(),
                staged.stream().map(StagedPlacement::placement).toList(),
                staged.stream()
                        .filter(each -> !each.staged().isAt(target(member, each)))
                        .map(StagedPlacement::placement)
                        .toList(),
                stagingDirectory);
    }

    /** What another patch put there may have another time. */
    private Stream<PublishedFile> files(StagedPlacement each, Member member) {
        Path target = target(member, each);
        return each.files().stream()
                .map(
                        file ->
                                each.staged().isAt(target)
                                        ? FileTree.asItStands(
                                                file, mirror.release(member.release()))
                                        : file);
    }

    private Settled conclude(Placing placing, Member member) {
        Throwable problem = placing.problem();
        if (problem != null) {
            return failed(member, problem);
        }
        member.staged().forEach(each -> each.staged().standAt(target(member, each)));
        return member.settled(Outcome.PUBLISHED, placing.place());
    }

    private Path target(Member member, StagedPlacement staged) {
        return staged.placement().path().under(mirror.release(member.release()));
    }

    private Settled failed(Member member, Throwable problem) {
        return member.settled(
                Outcome.FAILED, Failures.reason(member.patch(), problem, open.mirror()));
    }

    /**
     * Takes what a patch consists of into the group's staging directory, which is laid out as the
     * mirror, but for what its release has already.
     *
     * @return why that cannot be, if it cannot
     */
    private Optional<Settled> stage(Member member, Path stagingDirectory) {
        int taken = 0;
        try {
            for (StagedPlacement each : member.staged()) {
                Optional<Settled> obstacle = obstacle(member, each);
                if (obstacle.isPresent()) {
                    return obstacle;
                }
            }
            for (StagedPlacement each : member.staged()) {
                take(each, member, stagingDirectory);
                taken++;
            }
            return Optional.empty();
        } catch (LedgerOutageException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError | VirtualMachineError e) {
            return Optional.of(failed(member, e));
        } finally {
            member.staged().stream().skip(taken).forEach(each -> each.staged().letGo());
        }
    }

    private void take(StagedPlacement each, Member member, Path stagingDirectory)
            throws IOException {
        Path copy =
                each.placement()
                        .path()
                        .under(stagingDirectory.resolve(member.release().toString()));
        if (each.staged().isAt(target(member, each)) || FileTree.exists(copy)) {
            each.staged().letGo();
        } else {
            each.staged().give(copy, open.writes());
        }
    }

    /** What is in the way of a staged artifact, if anything is. */
    private Optional<Settled> obstacle(Member member, StagedPlacement staged) throws IOException {
        EsxRelease release = member.release();
        RelativePath path = staged.placement().path();
        Path root = mirror.release(release);
        Path target = path.under(root);
        if (staged.staged().isAt(target)) {
            return Optional.empty();
        }
        Optional<Path> above =
                Stream.iterate(target.getParent(), each -> !each.equals(root), Path::getParent)
                        .filter(Publisher::isNoDirectory)
                        .findFirst();
        if (above.isPresent()) {
            return Optional.of(conflict(member, root.relativize(above.get()).toString()));
        }
        if (!FileTree.exists(target)) {
            return Optional.empty();
        }
        if (isSame(staged, target)) {
            if (isUnrecorded(release, staged.placement())) {
                unrecorded++;
            }
            staged.staged().standAt(target);
            return Optional.empty();
        }
        if (isFormer(release, staged.placement())) {
            return Optional.of(stillThere(member, path.value()));
        }
        return Optional.of(
                isDamaged(staged, release)
                        ? member.settled(
                                Outcome.FAILED,
                                "%s/%s, which another patch shares, is damaged; run 'verify --repair'"
                                        .formatted(release, path))
                        : conflict(member, path.value()));
    }

    private boolean isUnrecorded(EsxRelease release, Placement placement) {
        return open.ledger().publishedFile(release, placement.path()).isEmpty()
                && !isFormer(release, placement);
    }

    /** Whether what is there is of a former index, which clients may still read. */
    private boolean isFormer(EsxRelease release, Placement placement) {
        return former().stream()
                .anyMatch(
                        each ->
                                each.release().equals(release)
                                        && Placements.contains(placement, each.path()));
    }

    /** Read once: none is added before all is published. */
    private List<FormerFile> former() {
        List<FormerFile> known = former;
        if (known == null) {
            known = open.ledger().formerFiles();
            former = known;
        }
        return known;
    }

    private static boolean isNoDirectory(Path path) {
        return FileTree.exists(path) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether the same file is already there; a link to a file of the mirror was read when staged.
     */
    private static boolean isSame(StagedPlacement staged, Path target) throws IOException {
        Placement placement = staged.placement();
        boolean plain = !placement.unpack() && !Files.isSymbolicLink(target);
        return plain && Files.isSameFile(staged.staged().path(), target)
                || FileTree.read(target, placement.path()).equals(staged.files());
    }

    /** Whether the ledger expects the staged file there, so that a different one is damage. */
    private boolean isDamaged(StagedPlacement staged, EsxRelease release) {
        return !staged.placement().unpack()
                && open.ledger()
                        .publishedFile(release, staged.placement().path())
                        .filter(held -> held.sha256().equals(staged.staged().artifact().sha256()))
                        .isPresent();
    }

    private static Settled conflict(Member member, String path) {
        return member.settled(
                Outcome.CONFLICT,
                "%s/%s: a different file is already there and was kept; to replace it, move it away and sync again"
                        .formatted(member.release(), path));
    }

    private static Settled stillThere(Member member, String path) {
        return member.settled(
                Outcome.CONFLICT,
                "%s/%s: the file of a removed patch stays there for a while, for hosts that still read the former index; sync again after removed.hours, or run 'prune --now' first"
                        .formatted(member.release(), path));
    }
}
