package org.esxsync.sync.care;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PrunedPatch;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.match.ReleaseNames;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.esxsync.sync.mirror.UnrecordedReleases;
import org.esxsync.sync.publish.Placer;
import org.esxsync.sync.scan.Scanner;
import org.esxsync.sync.work.Stopwatch;

/** Verifies, repairs or prunes what is published in a mirror. Used once. */
public final class MirrorCare {

    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final PatchLayouts layouts;
    private final SyncSettings settings;
    private final MatcherSnapshot matchers;
    private final Clock clock;
    private final Stopwatch watch;

    public MirrorCare(
            MirrorPaths mirror,
            Ledger ledger,
            PatchLayouts layouts,
            SyncSettings settings,
            MatcherSnapshot matchers,
            Clock clock) {
        this.mirror = mirror;
        this.ledger = ledger;
        this.layouts = layouts;
        this.settings = settings;
        this.matchers = matchers;
        this.clock = clock;
        this.watch = Stopwatch.start(clock);
    }

    /** See {@link org.esxsync.api.sync.PatchSync#verify}. */
    public VerifyReport verify(SyncRequest request, VerifyListener listener) {
        Verification verification = verification(false, listener);
        List<Finding> findings =
                verification.check(standing(request)).stream()
                        .map(damage -> damage.toFinding(mirror))
                        .toList();
        return report(verification, findings);
    }

    /** See {@link org.esxsync.api.sync.PatchSync#repair}. */
    public VerifyReport repair(
            LockedMirror open,
            SyncRequest request,
            Collection<PatchSource> sources,
            Downloader downloader,
            VerifyListener listener) {
        new Placer(open).finishInterrupted();
        open.clearStaging();
        boolean isPartial = UnrecordedReleases.canHaveMore(sources, ledger);
        Verification verification = verification(true, listener);
        List<Damage> damages = verification.check(standing(request));
        if (!damages.isEmpty()) {
            // What was published may have moved since.
            new Scanner(sources, SyncListener.NONE, clock, request.force(), false)
                    .scan(ledger, mirror.workspaces());
        }
        Map<Boolean, List<Damage>> unfit =
                damages.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        each -> each.kind() == Finding.Kind.UNFIT));
        List<Damage> indexes = unfit.getOrDefault(true, List.of());
        indexes.forEach(each -> ledger.recordIndexLost(each.release()));
        Repair repair = new Repair(open, downloader, isPartial, listener);
        List<Finding> findings =
                new ArrayList<>(repair.repair(unfit.getOrDefault(false, List.of())));
        findings.addAll(afterRenewal(indexes, verification, repair));
        open.clearStaging();
        return report(verification, findings);
    }

    /** What hosts stumbled over, and whether it is right with the renewed indexes. */
    private List<Finding> afterRenewal(
            List<Damage> unfit, Verification verification, Repair repair) {
        List<Damage> still =
                verification.unfit(
                        unfit.stream()
                                .map(Damage::release)
                                .collect(Collectors.toCollection(TreeSet::new)));
        return unfit.stream()
                .map(
                        each -> {
                            Optional<String> problem = repair.indexProblem(each.release());
                            Finding found = each.toFinding(mirror);
                            return new Finding(
                                    found.path(),
                                    found.kind(),
                                    problem.orElse(found.detail()),
                                    problem.isEmpty() && !still.contains(each));
                        })
                .toList();
    }

    /** What {@link #prune} would remove. */
    public PruneReport planPruning(boolean now) {
        PrunePlan pruning = pruning();
        List<PrunedPatch> pruned = pruning.plan();
        FormerFileCount former =
                new FormerFileCount(
                        ledger, clock.instant(), now ? Duration.ZERO : settings.formerStay());
        return new PruneReport(pruned, former.with(pruning.unneeded()));
    }

    /** See {@link org.esxsync.api.sync.PatchSync#prune}. */
    public PruneReport prune(LockedMirror open, boolean force) {
        new Placer(open).finishInterrupted();
        open.clearStaging();
        PrunePlan pruning = pruning();
        List<PrunedPatch> pruned = pruning.plan();
        pruning.begin(force);
        List<EsxSyncException> problems = new Removals(open).finish();
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        FormerFileCount former = new FormerFileCount(ledger, clock.instant(), open.formerStay());
        return new PruneReport(pruned, former.with(Map.of()));
    }

    private Verification verification(boolean isAlone, VerifyListener listener) {
        return new Verification(mirror, ledger, layouts, settings.parallel(), isAlone, listener);
    }

    private VerifyReport report(Verification verification, List<Finding> findings) {
        return new VerifyReport(
                findings, verification.files(), verification.bytes(), watch.elapsed());
    }

    private PrunePlan pruning() {
        SortedSet<EsxRelease> known = new TreeSet<>(ledger.publishedKeys().keySet());
        known.addAll(matchers.releases());
        return new PrunePlan(ledger, settings.keep(), settings.wanted(known));
    }

    /** The releases that are asked for, by their matchers or by their directories. */
    private SortedSet<EsxRelease> standing(SyncRequest request) {
        SortedSet<EsxRelease> standing = UnrecordedReleases.of(mirror, ledger);
        standing.addAll(ledger.publishedKeys().keySet());
        if (request.releases().isEmpty()) {
            return standing;
        }
        standing.addAll(matchers.releases());
        return new ReleaseNames(standing).releases(request.releases());
    }
}
