package org.esxsync.sync;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
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
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;

/** Looks after what stands in a mirror: verifies, repairs or prunes it. Used once. */
final class MirrorCare {

    private final Mirror mirror;
    private final Ledger ledger;
    private final SyncSettings settings;
    private final Matchers matchers;
    private final Clock clock;
    private final Stopwatch watch;

    MirrorCare(
            Mirror mirror, Ledger ledger, SyncSettings settings, Matchers matchers, Clock clock) {
        this.mirror = mirror;
        this.ledger = ledger;
        this.settings = settings;
        this.matchers = matchers;
        this.clock = clock;
        this.watch = Stopwatch.start(clock);
    }

    /** See {@link org.esxsync.api.sync.PatchSync#verify}. */
    VerifyReport verify(SyncRequest request, VerifyListener listener) {
        Verification verification = verification(listener);
        List<Finding> findings =
                verification.check(standing(request)).stream()
                        .map(damage -> damage.toFinding(mirror))
                        .toList();
        return report(verification, findings);
    }

    /** See {@link org.esxsync.api.sync.PatchSync#repair}. */
    VerifyReport repair(
            OpenMirror open,
            SyncRequest request,
            Collection<PatchSource> sources,
            Downloader downloader,
            VerifyListener listener) {
        new Placer(open).settle();
        open.clearStaging();
        boolean isPartial = UnrecordedReleases.canHaveMore(sources, ledger);
        Verification verification = verification(listener);
        List<Damage> damages = verification.check(standing(request));
        if (!damages.isEmpty()) {
            // What was published may have moved since.
            new Planning(sources, matchers, SyncListener.NONE, clock, request, false)
                    .scan(ledger, mirror.workspaces());
        }
        List<Finding> findings = new Repair(open, downloader, isPartial, listener).repair(damages);
        open.clearStaging();
        return report(verification, findings);
    }

    /** What {@link #prune} would remove. */
    PruneReport planPruning() {
        return new PruneReport(pruning().plan());
    }

    /** See {@link org.esxsync.api.sync.PatchSync#prune}. */
    PruneReport prune(OpenMirror open, boolean force) {
        new Placer(open).settle();
        Pruning pruning = pruning();
        PruneReport report = new PruneReport(pruning.plan());
        pruning.begin(force);
        List<EsxSyncException> problems = new Removals(open).finish();
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        return report;
    }

    private Verification verification(VerifyListener listener) {
        return new Verification(mirror, ledger, settings.parallel(), listener);
    }

    private VerifyReport report(Verification verification, List<Finding> findings) {
        return new VerifyReport(
                findings, verification.files(), verification.bytes(), watch.elapsed());
    }

    private Pruning pruning() {
        SortedSet<EsxRelease> known = new TreeSet<>(ledger.publishedKeys().keySet());
        known.addAll(matchers.releases());
        return new Pruning(ledger, settings.keep(), settings.releasesAmong(known));
    }

    /** The releases meant, be it that a matcher or that a directory stands for them. */
    private SortedSet<EsxRelease> standing(SyncRequest request) {
        SortedSet<EsxRelease> standing = UnrecordedReleases.of(mirror, ledger);
        standing.addAll(ledger.publishedKeys().keySet());
        if (request.releases().isEmpty()) {
            return standing;
        }
        standing.addAll(matchers.releases());
        return request.releases().stream()
                .map(name -> Matchers.named(name, standing))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
