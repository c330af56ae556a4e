package org.esxsync.sync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.MirrorReport;
import org.esxsync.api.ledger.MirrorReport.Counts;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.config.ConfiguredLedgers;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.mirror.LedgerReader;
import org.esxsync.sync.mirror.MirrorPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells at the end of each sync how the mirror stands, where the ledgers of many are together. */
@Component
public final class FleetReport implements SyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(FleetReport.class);

    private static final Set<Event.Kind> ENDS =
            Set.of(Event.Kind.SYNC_FINISHED, Event.Kind.SYNC_INCOMPLETE, Event.Kind.PLACE_SYNCED);

    private final SyncConfiguration configuration;
    private final LedgerStore ledgers;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public FleetReport(
            @Reference SyncConfiguration configuration,
            @Reference(target = ConfiguredLedgers.FILTER) LedgerStore ledgers) {
        this.configuration = configuration;
        this.ledgers = ledgers;
    }

    /** That nobody could be told does not make a sync fail. */
    @Override
    public void finished(SyncReport report) {
        SyncSettings settings = configuration.settings();
        if (settings.ledger().address().isEmpty()) {
            return;
        }
        MirrorPaths mirror = settings.requireMirror();
        try {
            FileStore disk = Files.getFileStore(mirror.root());
            ledgers.report(
                    mirror.state(),
                    new MirrorReport(
                            settings.name().isEmpty() ? host() : settings.name(),
                            clock.instant(),
                            hadEverything(mirror),
                            counts(mirror, report),
                            disk.getUsableSpace(),
                            disk.getTotalSpace()));
        } catch (IOException | EsxSyncException e) {
            LOG.warn(
                    "{}: 'mirrors' does not show this sync: {}",
                    mirror.root(),
                    PlainReason.withFile(e));
        }
    }

    /** A sync of a place that was named for once tells nothing of the configured sources. */
    private boolean hadEverything(MirrorPaths mirror) {
        return new LedgerReader(ledgers)
                .read(mirror, ledger -> ledger.lastEvent(ENDS, null), Optional::<Event>empty)
                .filter(end -> end.kind() == Event.Kind.SYNC_FINISHED)
                .isPresent();
    }

    private SortedMap<EsxRelease, Counts> counts(MirrorPaths mirror, SyncReport report) {
        Map<EsxRelease, Set<PatchKey>> published =
                new LedgerReader(ledgers).read(mirror, Ledger::publishedKeys, Map::of);
        SortedMap<EsxRelease, Counts> counts = new TreeMap<>();
        published.forEach((release, keys) -> counts.put(release, new Counts(keys.size(), 0)));
        for (PatchOutcome outcome : report.outcomes()) {
            EsxRelease release = outcome.release();
            if (release != null && outcome.outcome() == Outcome.FAILED) {
                counts.merge(
                        release,
                        new Counts(0, 1),
                        (one, more) ->
                                new Counts(
                                        one.published() + more.published(),
                                        one.failed() + more.failed()));
            }
        }
        return counts;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
