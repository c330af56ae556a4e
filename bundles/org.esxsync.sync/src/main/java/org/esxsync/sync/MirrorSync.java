package org.esxsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
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
        Planning planning = new Planning(orderedSources(), snapshot, all(listener), clock);
        Path workspaces = throwAwayDirectory();
        try (LookedAt looked = LookedAt.open(ledgers, mirror)) {
            Ledger ledger = looked.ledger().orElse(null);
            planning.scan(ledger == null ? Map.of() : ledger.scans(), workspaces, null);
            return planning.toPlan(planning.plan(wanted, ledger));
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
        try (RunningSyncs.AutoCloseableWork work = running.begin();
                MirrorLock lock = MirrorLock.acquire(mirror, clock);
                Ledger ledger = ledgers.open(mirror.state(), settings.durability())) {
            return new SyncRun(
                            mirror,
                            ledger,
                            orderedSources(),
                            snapshot,
                            layoutsByFormat(),
                            downloader,
                            all(listener),
                            new ForcedWrites(settings.durability()),
                            clock)
                    .run(wanted, settings.parallel());
        }
    }

    private static SortedSet<EsxRelease> wanted(
            SyncRequest request, SyncSettings settings, Matchers matchers) {
        return matchers.named(
                request.releases().isEmpty() ? settings.releases() : request.releases());
    }

    private List<PatchSource> orderedSources() {
        return sources.stream().sorted(Comparator.comparing(PatchSource::name)).toList();
    }

    private Map<String, PatchLayout> layoutsByFormat() {
        return layouts.stream()
                .collect(
                        Collectors.toMap(
                                entry -> String.valueOf(entry.getKey().get(PatchLayout.FORMAT)),
                                Map.Entry::getValue,
                                (first, second) -> first));
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
