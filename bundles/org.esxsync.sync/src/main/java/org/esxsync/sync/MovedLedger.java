package org.esxsync.sync;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerPlace;
import org.esxsync.api.ledger.LedgerRows;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerTransfer;
import org.esxsync.api.sync.LedgerCopyReport;
import org.esxsync.api.sync.LedgerMove;
import org.esxsync.sync.config.ConfiguredLedgers;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.mirror.AbsentMirror;
import org.esxsync.sync.mirror.LedgerReader;
import org.esxsync.sync.mirror.MirrorLock;
import org.esxsync.sync.mirror.MirrorLocks;
import org.esxsync.sync.mirror.MirrorOwner;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.work.Stopwatch;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the ledger of the configured mirror elsewhere, with the mirror's lock held. */
@Component
public final class MovedLedger implements LedgerMove {

    private final SyncConfiguration configuration;
    private final ConfiguredLedgers ledgers;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public MovedLedger(
            @Reference SyncConfiguration configuration, @Reference ConfiguredLedgers ledgers) {
        this.configuration = configuration;
        this.ledgers = ledgers;
    }

    @Override
    public LedgerCopyReport copy(String address, LongConsumer progress) {
        SyncSettings settings = configuration.settings();
        MirrorPaths mirror = settings.requireMirror();
        AbsentMirror.refuse(mirror);
        new MirrorOwner(mirror).refuseOthers();
        LedgerPlace to = settings.ledger().at(address.equals(FILE) ? "" : address);
        LedgerTransfer target = ledgers.transfer(to);
        LedgerPlace from = from(settings.ledger(), to);
        MirrorLocks locks = new MirrorLocks(ledgers.at(from), clock);
        try (MirrorLock lock = locks.acquire(mirror);
                Ledger writer = writer(locks, mirror)) {
            return copy(mirror.state(), from, to, target, progress);
        }
    }

    /** Keeps other nodes away as long as it is open; null where the lock does. */
    private static @Nullable Ledger writer(MirrorLocks locks, MirrorPaths mirror) {
        boolean isThere = locks.ledgers().keepsWritersApart() && hasLedger(locks.ledgers(), mirror);
        return isThere ? locks.open(mirror, Durability.FULL) : null;
    }

    /** Opening it to write would make one. */
    private static boolean hasLedger(LedgerStore ledgers, MirrorPaths mirror) {
        return new LedgerReader(ledgers).read(mirror, ledger -> true, () -> false);
    }

    /** Whoever has configured the new place already means to copy the file. */
    private static LedgerPlace from(LedgerPlace configured, LedgerPlace to) {
        return configured.address().equals(to.address()) ? LedgerPlace.FILE : configured;
    }

    private LedgerCopyReport copy(
            Path directory,
            LedgerPlace from,
            LedgerPlace to,
            LedgerTransfer target,
            LongConsumer progress) {
        Stopwatch watch = Stopwatch.start(clock);
        LedgerTransfer source = ledgers.transfer(from);
        Runnable leaving = source.leaving(directory);
        Counts counts = new Counts(progress);
        target.take(
                directory,
                consumer ->
                        source.read(
                                directory,
                                rows -> {
                                    consumer.accept(rows);
                                    counts.add(rows);
                                }));
        leaving.run();
        return new LedgerCopyReport(
                name(from),
                name(to),
                "ledger = " + to.address(),
                counts.of("event"),
                counts.of("patch"),
                counts.all,
                watch.elapsed());
    }

    private static String name(LedgerPlace place) {
        return place.address().isEmpty() ? FILE : place.toString();
    }

    /** How many rows were copied. */
    private static final class Counts {

        private final Map<String, Long> byTable = new TreeMap<>();
        private final LongConsumer progress;
        private long all;

        Counts(LongConsumer progress) {
            this.progress = progress;
        }

        void add(LedgerRows rows) {
            int count = rows.rows().size();
            byTable.merge(rows.table(), (long) count, Long::sum);
            all += count;
            progress.accept(all);
        }

        long of(String table) {
            return byTable.getOrDefault(table, 0L);
        }
    }
}
