package org.esxsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PruneRequest;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The engine as a service: takes a snapshot of sources, matchers and layouts, and sets to work. */
@Component
public final class MirrorSync implements PatchSync {

    private static final long END_SECONDS = 5;

    private final ConfiguredMirror configured;
    private final MatcherRegistry matchers;
    private final LedgerStore ledgers;
    private final Downloader downloader;
    private final Clock clock = Clock.systemUTC();
    private final RunningSyncs running = new RunningSyncs();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<PatchSource> sources = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, PatchLayout>> layouts = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<SyncListener> listeners = List.of();

    @Activate
    public MirrorSync(
            @Reference ConfiguredMirror configured,
            @Reference MatcherRegistry matchers,
            @Reference LedgerStore ledgers,
            @Reference Downloader downloader) {
        this.configured = configured;
        this.matchers = matchers;
        this.ledgers = ledgers;
        this.downloader = downloader;
    }

    /** A sync does not outlive its bundle. */
    @Deactivate
    void deactivate() throws InterruptedException {
        running.end(END_SECONDS);
    }

    @Override
    public SyncPlan plan(SyncRequest request, SyncListener listener) {
        SyncSettings settings = configured.settings();
        Mirror mirror = settings.requireMirror();
        Matchers snapshot = matchers.snapshot();
        SortedSet<EsxRelease> wanted = wanted(request, settings, snapshot);
        Planning planning =
                new Planning(orderedSources(), snapshot, all(listener), clock, request, true);
        Path workspaces = throwAwayDirectory();
        try (LookedAt looked = LookedAt.open(ledgers, mirror)) {
            Ledger ledger = looked.ledger().orElse(null);
            planning.scan(ledger, workspaces);
            return planning.toPlan(
                    planning.plan(wanted, ledger, settings.keep()),
                    new MirrorDisk(mirror, layoutsByFormat(), settings.parallel()));
        } finally {
            throwAway(workspaces);
        }
    }

    @Override
    public SyncReport sync(SyncRequest request, SyncListener listener) {
        SyncSettings settings = configured.settings();
        Mirror mirror = settings.requireMirror();
        Matchers snapshot = matchers.snapshot();
        SortedSet<EsxRelease> wanted = wanted(request, settings, snapshot);
        Map<String, PatchLayout> formats = layoutsByFormat();
        try (RunningSyncs.AutoCloseableWork work = running.begin();
                MirrorLock lock = MirrorLock.acquire(mirror, clock);
                Ledger ledger = ledgers.open(mirror.state(), settings.durability())) {
            return new SyncRun(
                            mirror,
                            ledger,
                            orderedSources(),
                            snapshot,
                            formats,
                            new MirrorDisk(mirror, formats, settings.parallel()),
                            downloader,
                            all(listener),
                            new ForcedWrites(settings.durability()),
                            clock)
                    .run(wanted, settings.keep(), request);
        }
    }

    @Override
    public VerifyReport verify(SyncRequest request, VerifyListener listener) {
        SyncSettings settings = configured.settings();
        Mirror mirror = settings.requireMirror();
        Stopwatch watch = Stopwatch.start(clock);
        try (LookedAt looked = LookedAt.open(ledgers, mirror)) {
            if (looked.ledger().isEmpty()) {
                return new VerifyReport(List.of(), 0, 0, Duration.ZERO);
            }
            Ledger ledger = looked.ledger().get();
            Verification verification =
                    new Verification(mirror, ledger, settings.parallel(), listener);
            List<Finding> findings =
                    verification.check(standing(request, mirror, ledger)).stream()
                            .map(damage -> damage.toFinding(mirror))
                            .toList();
            return report(verification, findings, watch);
        }
    }

    @Override
    public VerifyReport repair(SyncRequest request, VerifyListener listener) {
        SyncSettings settings = configured.settings();
        Mirror mirror = settings.requireMirror();
        Stopwatch watch = Stopwatch.start(clock);
        ForcedWrites writes = new ForcedWrites(settings.durability());
        Map<String, PatchLayout> formats = layoutsByFormat();
        try (RunningSyncs.AutoCloseableWork work = running.begin();
                MirrorLock lock = MirrorLock.acquire(mirror, clock);
                Ledger ledger = ledgers.open(mirror.state(), settings.durability())) {
            new Placer(mirror, ledger, formats, writes, clock).settle();
            Verification verification =
                    new Verification(mirror, ledger, settings.parallel(), listener);
            Repair repair =
                    new Repair(
                            mirror,
                            ledger,
                            new GoodCopies(mirror, ledger, downloader, formats, writes),
                            new ReleaseIndex(mirror, ledger, formats, writes),
                            writes,
                            listener,
                            clock);
            List<Damage> damages = verification.check(standing(request, mirror, ledger));
            if (!damages.isEmpty()) {
                // What was published may have moved since.
                new Planning(
                                orderedSources(),
                                matchers.snapshot(),
                                SyncListener.NONE,
                                clock,
                                request,
                                false)
                        .scan(ledger, mirror.workspaces());
            }
            List<Finding> findings = repair.repair(damages);
            PublishedTree.delete(mirror.staging());
            return report(verification, findings, watch);
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the mirror cannot be repaired: %s; check disk and rights of %s"
                            .formatted(e, mirror.root()),
                    e);
        }
    }

    @Override
    public PruneReport prune(PruneRequest request) {
        SyncSettings settings = configured.settings();
        Mirror mirror = settings.requireMirror();
        if (request.dryRun()) {
            try (LookedAt looked = LookedAt.open(ledgers, mirror)) {
                return looked.ledger()
                        .map(ledger -> new PruneReport(pruning(ledger, settings).plan()))
                        .orElseGet(() -> new PruneReport(List.of()));
            }
        }
        ForcedWrites writes = new ForcedWrites(settings.durability());
        try (RunningSyncs.AutoCloseableWork work = running.begin();
                MirrorLock lock = MirrorLock.acquire(mirror, clock);
                Ledger ledger = ledgers.open(mirror.state(), settings.durability())) {
            new Placer(mirror, ledger, layoutsByFormat(), writes, clock).settle();
            Pruning pruning = pruning(ledger, settings);
            PruneReport report = new PruneReport(pruning.plan());
            pruning.begin(request.force());
            ReleaseIndex indexes = new ReleaseIndex(mirror, ledger, layoutsByFormat(), writes);
            new Removals(mirror, ledger, indexes, writes, clock).finish();
            return report;
        }
    }

    private Pruning pruning(Ledger ledger, SyncSettings settings) {
        SortedSet<EsxRelease> known = new TreeSet<>(ledger.publishedKeys().keySet());
        known.addAll(matchers.snapshot().releases());
        return new Pruning(
                ledger,
                settings.keep(),
                settings.releases().stream().map(name -> Matchers.named(name, known)).toList());
    }

    private VerifyReport report(
            Verification verification, List<Finding> findings, Stopwatch watch) {
        return new VerifyReport(
                findings, verification.files(), verification.bytes(), watch.elapsed());
    }

    /** The releases meant, be it that a matcher or that a directory stands for them. */
    private SortedSet<EsxRelease> standing(SyncRequest request, Mirror mirror, Ledger ledger) {
        SortedSet<EsxRelease> standing = UnrecordedReleases.of(mirror, ledger);
        standing.addAll(ledger.publishedKeys().keySet());
        if (request.releases().isEmpty()) {
            return standing;
        }
        standing.addAll(matchers.snapshot().releases());
        return request.releases().stream()
                .map(name -> Matchers.named(name, standing))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<EsxRelease> wanted(
            SyncRequest request, SyncSettings settings, Matchers matchers) {
        return matchers.named(
                request.releases().isEmpty() ? settings.releases() : request.releases());
    }

    private List<PatchSource> orderedSources() {
        return sources.stream().sorted(Comparator.comparing(PatchSource::name)).toList();
    }

    /** Services come in the order of their ranking, the highest last. */
    private Map<String, PatchLayout> layoutsByFormat() {
        return layouts.stream()
                .collect(
                        Collectors.toMap(
                                entry -> String.valueOf(entry.getKey().get(PatchLayout.FORMAT)),
                                Map.Entry::getValue,
                                (lower, higher) -> higher));
    }

    private SyncListener all(SyncListener caller) {
        return new Listeners(listeners, caller);
    }

    private static Path throwAwayDirectory() {
        try {
            return Files.createTempDirectory("esxsync-plan");
        } catch (IOException e) {
            throw new EsxSyncException(
                    "no temporary directory can be made: " + e + "; check disk and rights", e);
        }
    }

    private static void throwAway(Path directory) {
        try {
            PublishedTree.delete(directory);
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the temporary directory " + directory + " cannot be deleted: " + e, e);
        }
    }
}
