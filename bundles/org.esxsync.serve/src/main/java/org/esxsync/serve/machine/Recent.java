package org.esxsync.serve.machine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.sync.MirrorCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * Something that is read from the whole mirror, by one thread at a time. Probes and scrapes come in
 * numbers, so that it is not read again for ten seconds; and the longer that takes, the longer it
 * is kept, above all while nothing happens: of a machine's time it takes a small part however large
 * the mirror is. Safe for many threads.
 */
final class Recent<T> {

    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final int TIMES_AS_LONG = 4;
    private static final int TIMES_AS_LONG_IF_NOTHING_HAPPENS = 20;

    private final Supplier<T> reader;
    private final Supplier<MirrorCatalogue> catalogue;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Read<T> last;

    /**
     * @param newest the newest event before it was read, or null if there was none
     */
    private record Read<T>(T value, @Nullable HistoryEntry newest, Instant at, Duration took) {}

    Recent(Supplier<T> reader, Supplier<MirrorCatalogue> catalogue, Clock clock) {
        this.reader = reader;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** What was read last, or is now; whoever comes while it is read gets what was read before. */
    T get() {
        Read<T> known = last;
        if (known != null && isRecent(known)) {
            return known.value();
        }
        if (known != null && !reading.tryLock()) {
            return known.value();
        }
        if (known == null) {
            reading.lock();
        }
        try {
            known = last;
            if (known == null || !isRecent(known)) {
                known = read();
                last = known;
            }
            return known.value();
        } finally {
            reading.unlock();
        }
    }

    private boolean isRecent(Read<T> known) {
        Duration age = Duration.between(known.at(), clock.instant()).abs();
        return age.compareTo(kept(known, TIMES_AS_LONG)) < 0
                || age.compareTo(kept(known, TIMES_AS_LONG_IF_NOTHING_HAPPENS)) < 0
                        && Objects.equals(known.newest(), newest());
    }

    private Duration kept(Read<T> known, int times) {
        Duration kept = known.took().multipliedBy(times);
        return kept.compareTo(LEAST) < 0 ? LEAST : kept.compareTo(MOST) > 0 ? MOST : kept;
    }

    private Read<T> read() {
        HistoryEntry newest = newest();
        Instant start = clock.instant();
        T value = reader.get();
        Instant end = clock.instant();
        return new Read<>(value, newest, end, Duration.between(start, end).abs());
    }

    /** A mirror whose history cannot be read has none here; what is read tells of it. */
    private @Nullable HistoryEntry newest() {
        try {
            return catalogue.get().history(1).stream().findFirst().orElse(null);
        } catch (EsxSyncException e) {
            return null;
        }
    }
}
