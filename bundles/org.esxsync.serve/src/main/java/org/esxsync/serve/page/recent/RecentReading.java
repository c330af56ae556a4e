package org.esxsync.serve.page.recent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.sync.MirrorCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * What was read last of the catalogue. It is read again once it is old, or the history has grown
 * meanwhile; one thread reads then, and the others wait for it. Safe for many threads.
 *
 * @param <T> what is read
 */
final class RecentReading<T extends RecentReading.Dated> {

    /** Something that was read. */
    interface Dated {

        /** The newest event then, or null if there was none. */
        @Nullable HistoryEntry newest();

        /** When. */
        Instant at();
    }

    /** Reads. */
    @FunctionalInterface
    interface Reader<T> {

        /**
         * @param before what was read last, or null if nothing is kept
         */
        T read(@Nullable T before);
    }

    private final Supplier<MirrorCatalogue> catalogue;
    private final Clock clock;
    private final Duration fresh;
    private final Duration known;
    private final Reader<T> reader;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable T last;

    /**
     * @param fresh how long it is shown even if the history has grown
     * @param known how long it is shown if the history has not grown; no longer, since matchers and
     *     settings may change without an event
     */
    RecentReading(
            Supplier<MirrorCatalogue> catalogue,
            Clock clock,
            Duration fresh,
            Duration known,
            Reader<T> reader) {
        this.catalogue = catalogue;
        this.clock = clock;
        this.fresh = fresh;
        this.known = known;
        this.reader = reader;
    }

    T get() {
        T kept = last;
        if (kept != null && isGood(kept)) {
            return kept;
        }
        reading.lock();
        try {
            kept = last;
            if (kept == null || !isGood(kept)) {
                kept = reader.read(kept);
                last = kept;
            }
            return kept;
        } finally {
            reading.unlock();
        }
    }

    private boolean isGood(T kept) {
        Duration age = Duration.between(kept.at(), clock.instant()).abs();
        return age.compareTo(fresh) < 0
                || age.compareTo(known) < 0 && Objects.equals(kept.newest(), newest());
    }

    /** The newest event now, or null if there is none. */
    @Nullable HistoryEntry newest() {
        return catalogue.get().history(1).stream().findFirst().orElse(null);
    }

    void forget() {
        last = null;
    }
}
