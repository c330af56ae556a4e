package org.esxsync.sync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.Quantity;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.DiskFullException;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.sync.care.Removals;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.index.MetadataRenewal;
import org.esxsync.sync.index.MetadataStore;
import org.esxsync.sync.index.ReleaseIndexes;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.match.ReleaseKeys;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.UnrecordedReleases;
import org.esxsync.sync.plan.DiskForecast;
import org.esxsync.sync.plan.Plan;
import org.esxsync.sync.plan.PlanMaker;
import org.esxsync.sync.plan.PlanMemory;
import org.esxsync.sync.plan.Settled;
import org.esxsync.sync.publish.DownloadOrder;
import org.esxsync.sync.publish.LateDates;
import org.esxsync.sync.publish.Placer;
import org.esxsync.sync.publish.Publisher;
import org.esxsync.sync.publish.ReadyPatch;
import org.esxsync.sync.publish.ReadyPatches;
import org.esxsync.sync.publish.SharedArtifacts;
import org.esxsync.sync.publish.Stager;
import org.esxsync.sync.publish.WantedDownloads;
import org.esxsync.sync.scan.ScannedSources;
import org.esxsync.sync.share.Downloads;
import org.esxsync.sync.work.Stopwatch;
import org.esxsync.sync.work.UndisturbedWork;
import org.esxsync.sync.work.WorkerPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sync of a mirror whose lock is held, from its first scan to its report. Used once. */
final class SyncRun {

    private static final Logger LOG = LoggerFactory.getLogger(SyncRun.class);

    private final LockedMirror open;
    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final Collection<PatchSource> sources;
    private final MatcherSnapshot matchers;
    private final DiskForecast disk;
    private final MetadataStore copies;
    private final Downloads downloads;
    private final Stager stager;
    private final Downloader downloader;
    private final SyncListener listener;
    private final Clock clock;
    private final List<PatchOutcome> outcomes = new ArrayList<>();

    SyncRun(
            LockedMirror open,
            Collection<PatchSource> sources,
            MatcherSnapshot matchers,
            DiskForecast disk,
            Downloader downloader,
            Downloads downloads,
            SyncListener listener) {
        this.open = open;
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.sources = sources;
        this.matchers = matchers;
        this.disk = disk;
        this.copies = new MetadataStore(mirror, downloader, open.writes());
        this.downloads = downloads;
        this.stager = new Stager(open, downloads, copies, listener);
        this.downloader = downloader;
        this.listener = listener;
        this.clock = open.clock();
    }

    /** Does it all; see {@link org.esxsync.api.sync.PatchSync#sync}. */
    SyncReport run(
            SortedSet<EsxRelease> wanted, KeepPolicy keep, FitPolicy fit, SyncRequest request) {
        Stopwatch watch = Stopwatch.start(clock);
        append(Event.Kind.SYNC_STARTED, beginning(wanted));
        try {
            new Placer(open).finishInterrupted();
            open.clearStaging();
            finishOldRemovals();
            PlanMemory memory = new PlanMemory(matchers, mirror, open.layouts(), keep, fit);
            Told told = publishWhatIsListed(wanted, keep, fit, request, memory);
            if (!told.isRecalled()) {
                new MetadataRenewal(mirror, ledger, copies)
                        .renew()
                        .forEach(each -> conclude(each.key(), each.outcome()));
            }
            renewIndexes(wanted);
            finishRemovals();
            if (!told.isRecalled()) {
                removeOldCopies();
            }
            readFailedSourcesAgain();
            if (!told.isRecalled()) {
                ledger.inOneTransaction(() -> keepConclusions(told, memory));
            }
            SyncReport report =
                    new SyncReport(
                            outcomes,
                            told.unread(),
                            stager.downloadedBytes(),
                            watch.elapsed(),
                            told.warnings());
            SyncSummary summary = new SyncSummary(report, downloads.filesByNode());
            append(summary.end(request), summary.figures());
            summary.byNode().ifPresent(each -> LOG.info("Downloaded {}", each));
            listener.finished(report);
            return report;
        } catch (RuntimeException e) {
            appendFailure(e);
            throw e;
        }
    }

    private String beginning(SortedSet<EsxRelease> wanted) {
        String releases =
                wanted.stream().map(EsxRelease::toString).collect(Collectors.joining(", "));
        LedgerWriter silent = ledger.epoch().takenFrom();
        return silent == null ? releases : "%s; takes over from %s".formatted(releases, silent);
    }

    /**
     * Reads the sources, plans, and publishes. The plan is released at the end of this method,
     * since the indexes take as much memory again.
     */
    private Told publishWhatIsListed(
            SortedSet<EsxRelease> wanted,
            KeepPolicy keep,
            FitPolicy fit,
            SyncRequest request,
            PlanMemory memory) {
        WantedSources wantedSources = new WantedSources(request, sources);
        ScannedSources scanned =
                wantedSources.scan(listener, clock, false, ledger, mirror.workspaces());
        copies.offer(scanned.offered());
        Optional<Plan> recalled = wantedSources.recall(memory, scanned, wanted, ledger);
        ReleaseKeys keys = new ReleaseKeys(recalled.isEmpty() ? ledger.publishedKeys() : Map.of());
        Plan plan =
                recalled.orElseGet(
                        () ->
                                wantedSources.of(
                                        new PlanMaker(matchers, mirror, keep, fit)
                                                .make(scanned, wanted, ledger, keys),
                                        scanned));
        SyncPlan told = plan.toSyncPlan(scanned.failures(), disk.space(plan.patches()), downloader);
        listener.planned(told);
        if (!told.disk().isEnough()) {
            throw new DiskFullException(mirror.root(), told.disk());
        }
        plan.rejected().forEach(this::conclude);
        if (recalled.isPresent()) {
            conclude(plan.settled(), List.of());
            return new Told(
                    scanned.failures(),
                    plan.warnings(),
                    true,
                    0,
                    Optional.empty(),
                    Optional.empty());
        }
        List<Settled> moved = new LateDates(open).takeUp(wanted);
        conclude(plan.settled(), moved);
        publish(plan);
        return new Told(
                scanned.failures(),
                plan.warnings(),
                false,
                plan.patches().stream().mapToInt(each -> each.releases().size()).sum(),
                moved.isEmpty() && request.once().isEmpty()
                        ? memory.foresee(plan, scanned, wanted)
                        : Optional.empty(),
                plan.whole() ? Optional.of(keys) : Optional.empty());
    }

    /**
     * What is left of the plan for the report.
     *
     * @param isRecalled whether an earlier sync made the plan and saw to all else that rests on
     *     what is listed and published
     * @param toPublish how many patches it had to publish, in however many releases
     * @param next what will be planned the next time if all was done
     * @param keys what may belong to each release, if that was found out
     */
    private record Told(
            List<SourceFailure> unread,
            List<String> warnings,
            boolean isRecalled,
            int toPublish,
            Optional<PlanMemory.Foreseen> next,
            Optional<ReleaseKeys> keys) {}

    private void keepConclusions(Told told, PlanMemory memory) {
        if (isAllDone(told)) {
            told.next().ifPresent(next -> memory.keep(next, ledger));
        }
        told.keys().ifPresent(keys -> keys.keep(matchers, ledger));
    }

    private boolean isAllDone(Told told) {
        return outcomes.stream().noneMatch(each -> each.outcome() == Outcome.FAILED)
                && outcomes.stream().filter(each -> each.outcome() == Outcome.PUBLISHED).count()
                        == told.toPublish();
    }

    /**
     * A patch may have failed because its page is out of date: the next sync must read it again
     * even if the index has not changed.
     */
    private void readFailedSourcesAgain() {
        Map<String, Scan> scans = ledger.scans();
        outcomes.stream()
                .filter(outcome -> outcome.outcome() == Outcome.FAILED)
                .map(outcome -> scans.get(outcome.source()))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(scan -> ledger.recordScan(new Scan(scan.source(), scan.at(), true, null)));
    }

    /** A ledger that cannot be written must not hide what went wrong first. */
    private void appendFailure(RuntimeException problem) {
        try {
            append(Event.Kind.SYNC_FAILED, String.valueOf(problem.getMessage()));
        } catch (LedgerException e) {
            problem.addSuppressed(e);
        }
    }

    /** Those of an earlier run that was killed, and of what this one has replaced. */
    private void finishRemovals() {
        new Removals(open)
                .finish()
                .forEach(each -> LOG.warn("not removed yet: {}", each.getMessage()));
    }

    /** Their indexes are renewed once more at the end, which tells what they do not reach. */
    private void finishOldRemovals() {
        Set<EsxRelease> pending = ledger.pendingIndexes();
        finishRemovals();
        pending.forEach(ledger::recordIndexLost);
    }

    /** Patches are staged in several threads, and what is ready is published in groups here. */
    private void publish(Plan plan) {
        List<PlannedPatch> patches = plan.patches();
        if (patches.isEmpty()) {
            return;
        }
        Publisher publisher = new Publisher(open, plan.replacing());
        ReadyPatches ready = new ReadyPatches(patches.size());
        List<PlannedPatch> ordered = DownloadOrder.sort(patches);
        try (Downloads.Work work = downloads.begin(() -> new WantedDownloads(open).of(ordered));
                SharedArtifacts shared = new SharedArtifacts(patches);
                WorkerPool pool = WorkerPool.of(disk.parallel(), "esxsync-download")) {
            for (PlannedPatch planned : ordered) {
                pool.threads()
                        .submit(
                                () -> {
                                    stage(planned, shared, ready);
                                    return null;
                                });
            }
            for (List<ReadyPatch> group = ready.next(ledger::requireWriter);
                    !group.isEmpty();
                    group = ready.next(ledger::requireWriter)) {
                publish(group, publisher);
            }
            tellUnrecorded(publisher.unrecorded());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EsxSyncException(
                    "the sync was cancelled; what was published stays, and the next sync does the"
                            + " rest",
                    e);
        }
    }

    private void tellUnrecorded(int unrecorded) {
        if (unrecorded > 0) {
            LOG.warn(
                    "{}: {} stood there that the ledger did not know, and {} recorded again; the"
                            + " ledger or its last rows were lost, or somebody put that there",
                    mirror.root(),
                    Quantity.count(unrecorded, "file or directory", "files or directories"),
                    unrecorded == 1 ? "is" : "are");
        }
    }

    /** What goes wrong with a patch is told of it; there may be no memory to tell it with. */
    private void stage(PlannedPatch planned, SharedArtifacts shared, ReadyPatches ready)
            throws InterruptedException {
        try {
            ready.add(stager.stage(planned, shared));
        } catch (RuntimeException | Error e) {
            ready.fail(e);
        }
    }

    /** An interrupt must not break what is under way: it would fail all patches of the group. */
    private void publish(List<ReadyPatch> group, Publisher publisher) {
        UndisturbedWork.of("esxsync-publish", () -> publisher.publish(group))
                .forEach(each -> conclude(each.key(), each.outcome()));
    }

    private void renewIndexes(SortedSet<EsxRelease> wanted) {
        ReleaseIndexes index = new ReleaseIndexes(open);
        wanted.forEach(index::noticeLoss);
        for (EsxRelease release : ledger.pendingIndexes()) {
            try {
                index.renew(release).forEach(each -> conclude(each.key(), each.outcome()));
            } catch (LedgerException e) {
                throw e;
            } catch (RuntimeException | LinkageError | VirtualMachineError e) {
                LOG.debug("{}: its index was not renewed", release, e);
                String reason =
                        e instanceof EsxSyncException
                                ? String.valueOf(e.getMessage())
                                : "defect in a layout: " + e;
                ledger.append(
                        new Event(
                                clock.instant(),
                                Event.Kind.INDEX_FAILED,
                                null,
                                null,
                                release,
                                reason));
                conclude(new PatchOutcome("index", "mirror", release, Outcome.FAILED, reason));
            }
        }
    }

    /**
     * After the ledger was lost, releases that are not recorded yet need copies that it does not
     * name.
     */
    private void removeOldCopies() {
        if (UnrecordedReleases.of(mirror, ledger).isEmpty()
                && !UnrecordedReleases.canHaveMore(sources, ledger)) {
            copies.keepOnly(ledger.namedMetadata());
        }
    }

    /**
     * @param moved what has another place now is not told as being there, too
     */
    private void conclude(List<Settled> settled, List<Settled> moved) {
        settled.stream()
                .filter(each -> moved.stream().noneMatch(other -> isSame(each, other)))
                .forEach(each -> conclude(each.key(), each.outcome()));
        moved.forEach(each -> conclude(each.key(), each.outcome()));
    }

    private static boolean isSame(Settled one, Settled other) {
        return one.key().equals(other.key())
                && Objects.equals(one.outcome().release(), other.outcome().release());
    }

    private void conclude(PatchOutcome rejected) {
        outcomes.add(rejected);
        listener.finished(rejected);
    }

    private void conclude(PatchKey key, PatchOutcome outcome) {
        record(key, outcome);
        outcomes.add(outcome);
        listener.finished(outcome);
    }

    private void record(PatchKey key, PatchOutcome outcome) {
        Event.Kind kind =
                switch (outcome.outcome()) {
                    case FAILED -> Event.Kind.PATCH_FAILED;
                    case CONFLICT -> Event.Kind.PATCH_CONFLICT;
                    case PUBLISHED, PRESENT, NOT_DOWNLOADABLE -> null;
                };
        EsxRelease release = outcome.release();
        if (kind == null || release == null) {
            return;
        }
        boolean known =
                kind == Event.Kind.PATCH_CONFLICT
                        && ledger.lastEvent(kind, release, key).isPresent();
        if (!known) {
            ledger.append(
                    new Event(
                            clock.instant(),
                            kind,
                            outcome.source(),
                            key,
                            release,
                            outcome.detail()));
        }
    }

    private void append(Event.Kind kind, String detail) {
        ledger.append(Event.ofRun(clock.instant(), kind, detail));
    }
}
