package org.esxsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.AlreadySyncedException;
import org.esxsync.api.sync.MirrorLockedException;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PruneRequest;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;
import org.esxsync.sync.care.MirrorCare;
import org.esxsync.sync.care.UnrecordedMirror;
import org.esxsync.sync.config.ConfiguredLedgers;
import org.esxsync.sync.config.ModePolicy;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.match.MatcherRegistry;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.mirror.LedgerReader;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorLock;
import org.esxsync.sync.mirror.MirrorLocks;
import org.esxsync.sync.mirror.MirrorModes;
import org.esxsync.sync.mirror.MirrorOwner;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.esxsync.sync.plan.DiskForecast;
import org.esxsync.sync.plan.DiskRoom;
import org.esxsync.sync.plan.Plan;
import org.esxsync.sync.plan.PlanMaker;
import org.esxsync.sync.plan.PlanMemory;
import org.esxsync.sync.scan.ScannedSources;
import org.esxsync.sync.share.ArtifactFetch;
import org.esxsync.sync.share.Downloads;
import org.esxsync.sync.share.OfferedDownloads;
import org.esxsync.sync.share.OwnDownloads;
import org.esxsync.sync.work.RunningCalls;
import org.esxsync.sync.work.Stopwatch;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine as a service. Each call works with the sources, matchers and layouts of its start. */
@Component
public final class SyncEngine implements PatchSync {

    private static final Logger LOG = LoggerFactory.getLogger(SyncEngine.class);

    /** Its level can be set apart from that of what goes wrong. */
    private static final Logger STEPS = LoggerFactory.getLogger(StepLog.class);

    private static final long END_SECONDS = 5;

    private final BundleContext context;
    private final SyncConfiguration configuration;
    private final MatcherRegistry matchers;
    private final LedgerStore ledgers;
    private final LedgerReader ledgerReader;
    private final Downloader downloader;
    private final Clock clock = Clock.systemUTC();
    private final RunningCalls running = new RunningCalls();
    private final AtomicBoolean plansAreSwept = new AtomicBoolean();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<PatchSource> sources = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, PatchLayout>> layouts = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<SyncListener> listeners = List.of();

    @Activate
    public SyncEngine(
            BundleContext context,
            @Reference SyncConfiguration configuration,
            @Reference MatcherRegistry matchers,
            @Reference(target = ConfiguredLedgers.FILTER) LedgerStore ledgers,
            @Reference Downloader downloader) {
        this.context = context;
        this.configuration = configuration;
        this.matchers = matchers;
        this.ledgers = ledgers;
        this.ledgerReader = new LedgerReader(ledgers);
        this.downloader = downloader;
    }

    /** A sync does not outlive its bundle. */
    @Deactivate
    void deactivate() throws InterruptedException {
        running.end(END_SECONDS);
    }

    @Override
    public SyncPlan plan(SyncRequest request, SyncListener listener) {
        SyncSettings settings = configuration.settings();
        MatcherSnapshot snapshot = matchers.snapshot();
        SortedSet<EsxRelease> wanted = wanted(request, settings, snapshot);
        WantedSources wantedSources = new WantedSources(request, sources);
        SyncListener all = all(listener);
        Path workspaces = throwAwayDirectory();
        try {
            return read(
                    settings,
                    (mirror, ledger) -> {
                        ScannedSources scanned =
                                wantedSources.scan(
                                        all, clock, true, ledger.orElse(null), workspaces);
                        PlanMemory memory =
                                new PlanMemory(
                                        snapshot,
                                        mirror,
                                        layouts(),
                                        settings.keep(),
                                        settings.fit());
                        Plan plan =
                                wantedSources
                                        .recall(memory, scanned, wanted, ledger.orElse(null))
                                        .orElseGet(
                                                () ->
                                                        wantedSources.of(
                                                                new PlanMaker(
                                                                                snapshot,
                                                                                mirror,
                                                                                settings.keep(),
                                                                                settings.fit())
                                                                        .make(
                                                                                scanned,
                                                                                wanted,
                                                                                ledger.orElse(
                                                                                        null)),
                                                                scanned));
                        DiskForecast disk =
                                new DiskForecast(mirror, layouts(), settings.parallel());
                        return plan.toSyncPlan(
                                scanned.failures(), disk.space(plan.patches()), downloader);
                    });
        } finally {
            throwAway(workspaces);
        }
    }

    @Override
    public SyncReport sync(SyncRequest request, SyncListener listener) {
        SyncListener all = all(listener);
        try {
            return run(request, all);
        } catch (MirrorLockedException | AlreadySyncedException e) {
            throw e;
        } catch (RuntimeException e) {
            all.failed(e);
            throw e;
        }
    }

    private SyncReport run(SyncRequest request, SyncListener listener) {
        MatcherSnapshot snapshot = matchers.snapshot();
        SyncSettings settings;
        SortedSet<EsxRelease> wanted;
        try {
            settings = configuration.settings();
            wanted = wanted(request, settings, snapshot);
        } catch (ConfigurationException e) {
            recordUnstarted(e);
            throw e;
        }
        return change(
                settings,
                open ->
                        new ScheduledTurn(open.ledger(), request.scheduledFor())
                                .run(
                                        () ->
                                                syncRun(open, snapshot, settings, listener)
                                                        .run(
                                                                wanted,
                                                                settings.keep(),
                                                                settings.fit(),
                                                                request)));
    }

    private SyncRun syncRun(
            LockedMirror open,
            MatcherSnapshot snapshot,
            SyncSettings settings,
            SyncListener listener) {
        DiskForecast disk = new DiskForecast(open.mirror(), open.layouts(), settings.parallel());
        return new SyncRun(
                open,
                sources,
                snapshot,
                disk,
                downloader,
                downloads(
                        open, settings, new ArtifactFetch(downloader, new DiskRoom(open.mirror()))),
                listener);
    }

    private Downloads downloads(LockedMirror open, SyncSettings settings, ArtifactFetch fetch) {
        OwnDownloads own = new OwnDownloads(fetch, open.mirror().partials());
        return settings.sharesDownloads()
                ? ledgers.downloads(open.mirror().state())
                        .<Downloads>map(list -> shared(list, open, settings, own))
                        .orElse(own)
                : own;
    }

    private Downloads shared(
            DownloadList list, LockedMirror open, SyncSettings settings, OwnDownloads own) {
        return new OfferedDownloads(
                list,
                new DownloadList.Claimant(
                        MirrorLock.self(), open.mirror().epoch(), downloader.perHost()),
                open.mirror(),
                own,
                open.writes(),
                settings.parallel());
    }

    private void recordUnstarted(ConfigurationException problem) {
        MirrorPaths mirror = configuration.settingsToLook().requireMirror();
        try (RunningCalls.Call call = running.begin()) {
            new UnstartedSync(ledgers, clock).record(mirror, problem);
        }
    }

    @Override
    public VerifyReport verify(SyncRequest request, VerifyListener listener) {
        SyncSettings settings = configuration.settings();
        StepLog steps = steps();
        steps.verifying(settings.requireMirror().root());
        return steps.verified(
                read(
                        settings,
                        (mirror, ledger) ->
                                ledger.map(
                                                each ->
                                                        care(mirror, each, settings)
                                                                .verify(request, listener))
                                        .orElseGet(() -> unrecorded(mirror, request, listener))));
    }

    private VerifyReport unrecorded(
            MirrorPaths mirror, SyncRequest request, VerifyListener listener) {
        return new UnrecordedMirror(mirror, matchers.snapshot())
                .verify(request, listener, Stopwatch.start(clock));
    }

    @Override
    public VerifyReport repair(SyncRequest request, VerifyListener listener) {
        SyncSettings settings = configuration.settings();
        if (hasNoLedger(settings)) {
            return verify(request, listener);
        }
        StepLog steps = steps();
        steps.verifying(settings.requireMirror().root());
        return steps.verified(
                change(
                        settings,
                        open ->
                                care(open.mirror(), open.ledger(), settings)
                                        .repair(open, request, sources, downloader, listener)));
    }

    /** A damaged ledger is one: whoever changes the mirror replaces it. */
    private boolean hasNoLedger(SyncSettings settings) {
        try {
            return !read(settings, (mirror, ledger) -> ledger.isPresent());
        } catch (LedgerException e) {
            LOG.debug("{}: its ledger cannot be read", settings.requireMirror().root(), e);
            return false;
        }
    }

    @Override
    public PruneReport prune(PruneRequest request) {
        SyncSettings settings = configuration.settings();
        configuration.requireNamedMirror();
        if (request.dryRun()) {
            return read(
                    settings,
                    (mirror, ledger) ->
                            ledger.map(
                                            each ->
                                                    care(mirror, each, settings)
                                                            .planPruning(request.now()))
                                    .orElseGet(() -> new PruneReport(List.of())));
        }
        return change(
                settings,
                open ->
                        care(open.mirror(), open.ledger(), settings)
                                .prune(
                                        request.now() ? open.withoutFormer() : open,
                                        request.force()));
    }

    private MirrorCare care(MirrorPaths mirror, Ledger ledger, SyncSettings settings) {
        return new MirrorCare(mirror, ledger, layouts(), settings, matchers.snapshot(), clock);
    }

    /** Reads a mirror, whose ledger may not be there yet. */
    private <T> T read(SyncSettings settings, BiFunction<MirrorPaths, Optional<Ledger>, T> work) {
        MirrorPaths mirror = settings.requireMirror();
        try (RunningCalls.Call call = running.begin()) {
            return ledgerReader.read(
                    mirror,
                    ledger -> work.apply(mirror, Optional.of(ledger)),
                    () -> work.apply(mirror, Optional.empty()));
        }
    }

    /** Changes a mirror, alone. */
    private <T> T change(SyncSettings settings, Function<LockedMirror, T> work) {
        MirrorPaths mirror = settings.requireMirror();
        new MirrorOwner(mirror).refuseOthers();
        MirrorLocks locks = new MirrorLocks(ledgers, clock);
        try (RunningCalls.Call call = running.begin();
                MirrorLock lock = locks.acquire(mirror)) {
            ModePolicy modes = settings.modes();
            DurableFiles writes = new DurableFiles(settings.durability(), modes.keepsExecutable());
            new MirrorModes(mirror, modes.stateGroup()).putRight(writes);
            try (Ledger ledger = locks.open(mirror, settings.durability())) {
                lock.begin();
                return change(
                        new LockedMirror(
                                mirror.in(ledger.epoch().number()),
                                ledger,
                                layouts(),
                                writes.guardedBy(ledger::requireWriter),
                                clock,
                                settings.formerStay()),
                        work);
            }
        }
    }

    private static <T> T change(LockedMirror open, Function<LockedMirror, T> work) {
        open.takeOver();
        try {
            return work.apply(open);
        } finally {
            open.leave();
        }
    }

    private StepLog steps() {
        return new StepLog(STEPS, configuration.isForOneCommand());
    }

    private static SortedSet<EsxRelease> wanted(
            SyncRequest request, SyncSettings settings, MatcherSnapshot matchers) {
        return request.releases().isEmpty()
                ? settings.wanted(matchers.releases())
                : matchers.names().releases(request.releases());
    }

    private PatchLayouts layouts() {
        return PatchLayouts.of(layouts);
    }

    private SyncListener all(SyncListener caller) {
        return new ListenerGroup(listeners, caller).with(steps());
    }

    /** In the bundle's own area; the first plan deletes what a killed process left there. */
    private Path throwAwayDirectory() {
        Path plans = context.getDataFile("plans").toPath();
        try {
            if (!plansAreSwept.getAndSet(true)) {
                DirectoryTree.delete(plans);
            }
            return Files.createTempDirectory(Files.createDirectories(plans), "plan");
        } catch (IOException e) {
            throw new EsxSyncException(
                    "no directory can be created in %s: %s; check disk and rights"
                            .formatted(plans, PlainReason.of(e)),
                    e);
        }
    }

    /** A directory that stays must not make a plan fail, nor hide why it failed. */
    private static void throwAway(Path directory) {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            LOG.warn("the temporary directory {} cannot be deleted: {}", directory, e.toString());
        }
    }
}
