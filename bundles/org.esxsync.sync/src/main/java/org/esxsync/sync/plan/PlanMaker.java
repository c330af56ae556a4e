package org.esxsync.sync.plan;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.mirror.LostPatches;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.scan.ScanRecorder;
import org.esxsync.sync.scan.SourceReader;
import org.jspecify.annotations.Nullable;

/**
 * The first half of a sync, which a dry run shares: reads the sources, matches what they list, and
 * plans. Used by one thread, once.
 */
public final class PlanMaker {

    private final Collection<PatchSource> sources;
    private final MatcherSnapshot matchers;
    private final SyncListener listener;
    private final Clock clock;
    private final SyncRequest request;
    private final boolean dryRun;
    private final Map<String, SourceReader> changed = new TreeMap<>();
    private final List<SourceFailure> failed = new ArrayList<>();
    private final List<PatchOutcome> rejected = new ArrayList<>();
    private final Map<Digest, Path> offered = new HashMap<>();

    public PlanMaker(
            Collection<PatchSource> sources,
            MatcherSnapshot matchers,
            SyncListener listener,
            Clock clock,
            SyncRequest request,
            boolean dryRun) {
        this.sources = sources;
        this.matchers = matchers;
        this.listener = listener;
        this.clock = clock;
        this.request = request;
        this.dryRun = dryRun;
    }

    /**
     * Reads the sources, one after the other.
     *
     * @param ledger what is known so far, or null if nothing is; takes what was read, unless this
     *     is a dry run
     * @param workspaces the directory of the sources' workspaces
     */
    public void scan(@Nullable Ledger ledger, Path workspaces) {
        Map<String, Scan> scans = ledger == null ? Map.of() : ledger.scans();
        Set<String> names = new HashSet<>();
        for (PatchSource source : sources) {
            try {
                if (!names.add(source.name())) {
                    throw new EsxSyncException(
                            "two sources are named '%s'; rename one of their configurations"
                                    .formatted(source.name()));
                }
                scan(source, scans.get(source.name()), workspaces, ledger);
            } catch (RuntimeException | LinkageError e) {
                endIfCancelled();
                fail(source, e, ledger);
            }
            endIfCancelled();
        }
    }

    private static void endIfCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw new EsxSyncException(
                    "the sync was cancelled while it read its sources; nothing was published");
        }
    }

    private void scan(
            PatchSource source, @Nullable Scan last, Path workspaces, @Nullable Ledger ledger) {
        listener.scanning(source.name());
        SourceReader scan = new SourceReader(source, clock);
        try {
            Scan result = scan.read(request.force() ? null : last, workspaces);
            if (ledger != null) {
                ScanRecorder record = new ScanRecorder(scan, result, ledger, clock);
                if (!request.force()) {
                    record.guard();
                }
                if (!dryRun) {
                    record.enter();
                }
            }
            if (!result.unchanged()) {
                changed.put(source.name(), scan);
            }
            listener.scanned(source.name(), scan.patches().size(), result.unchanged());
        } finally {
            rejected.addAll(scan.rejected());
            offered.putAll(scan.offered());
        }
    }

    private void fail(PatchSource source, Throwable problem, @Nullable Ledger ledger) {
        SourceFailure failure = new SourceFailure(source.name(), reason(problem));
        failed.add(failure);
        if (ledger != null && !dryRun) {
            ledger.append(
                    Event.ofSource(
                            clock.instant(),
                            Event.Kind.SOURCE_FAILED,
                            source.name(),
                            failure.reason()));
        }
        listener.sourceFailed(failure);
    }

    /**
     * A plug-in's defect must not look like the administrator's fault, nor stop the others. One
     * that was uninstalled meanwhile lacks its classes.
     */
    private static String reason(Throwable problem) {
        return problem instanceof EsxSyncException
                ? String.valueOf(problem.getMessage())
                : "defect in this source: " + problem;
    }

    /**
     * Plans the work.
     *
     * @param wanted the releases to bring up to date
     * @param ledger what is known so far, or null if nothing is
     * @param keep what was pruned and is superseded does not come back, unless it keeps everything;
     *     what it ignores is not planned
     * @param mirror what was deleted from it comes back
     */
    public Planner plan(
            SortedSet<EsxRelease> wanted,
            @Nullable Ledger ledger,
            KeepPolicy keep,
            MirrorPaths mirror) {
        Planner planner =
                new Planner(wanted, ledger == null ? Map.of() : ledger.publishedKeys(), keep);
        if (ledger != null) {
            planner.passOver(ledger.removedKeys());
            LostPatches lost = LostPatches.of(mirror, ledger, wanted);
            planner.bringBack(lost);
            lost.unmounted().forEach(release -> rejected.add(unmounted(mirror, release)));
        }
        for (SourceReader scan : changed.values()) {
            scan.patches().forEach(patch -> add(patch, patch.key(), planner));
        }
        if (ledger != null) {
            Set<String> present =
                    sources.stream().map(PatchSource::name).collect(Collectors.toSet());
            Map<String, Set<PatchKey>> listedNow = new HashMap<>();
            changed.forEach((source, scan) -> listedNow.put(source, scan.keys()));
            ledger.forEachPatch(
                    known -> {
                        if (present.contains(known.patch().source())
                                && isStillListed(known, listedNow)) {
                            add(known.patch(), known.key(), planner);
                        } else {
                            planner.addUnlisted(known.patch(), known.key());
                        }
                    });
        }
        return planner;
    }

    private static PatchOutcome unmounted(MirrorPaths mirror, EsxRelease release) {
        return new PatchOutcome(
                "directory",
                "mirror",
                release,
                Outcome.FAILED,
                "%s is a link to where nothing is; mount what it leads to, or remove the link"
                        .formatted(mirror.release(release)));
    }

    private void add(Patch patch, PatchKey key, Planner planner) {
        planner.add(
                patch,
                key,
                matchers.claims(
                        patch, (release, problem) -> planner.leaveOut(release, patch, problem)));
    }

    /** Whether a patch is listed that this scan did not list: it had no need to, or no chance. */
    private boolean isStillListed(CataloguedPatch known, Map<String, Set<PatchKey>> listedNow) {
        String source = known.patch().source();
        if (!known.listed()) {
            return false;
        }
        SourceReader scan = changed.get(source);
        return scan == null
                || !scan.rejected().isEmpty() && !listedNow.get(source).contains(known.key());
    }

    /** What the planner decided, with what went wrong before. */
    public SyncPlan toPlan(Planner planner, DiskForecast disk) {
        List<PlannedPatch> patches = planner.patches();
        List<PatchOutcome> settled = new ArrayList<>(rejected);
        planner.settled().forEach(each -> settled.add(each.outcome()));
        return new SyncPlan(patches, settled, failed, disk.space(patches));
    }

    /** The sources that could not be read. */
    public List<SourceFailure> failedSources() {
        return failed;
    }

    /** The metadata documents of which sources have copies. */
    public Map<Digest, Path> offered() {
        return offered;
    }

    /** What was listed and could not be understood. */
    public List<PatchOutcome> rejected() {
        return rejected;
    }
}
