package org.esxsync.serve.machine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mirror's status, read at most every ten seconds and by one thread: it adds up all files, and
 * probes come in numbers. Safe for many threads.
 */
public final class RecentStatus {

    private static final Logger LOG = LoggerFactory.getLogger(RecentStatus.class);

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Supplier<MirrorCatalogue> catalogue;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Reading last;

    /**
     * What a reading found.
     *
     * @param status the status, or null if it cannot be read
     * @param health the verdict on it
     * @param at when it was read
     */
    public record Reading(@Nullable MirrorStatus status, MirrorHealth health, Instant at) {}

    public RecentStatus(Supplier<MirrorCatalogue> catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** The last reading, or a new one; whoever comes while one is read gets the one before. */
    public Reading get() {
        Reading known = last;
        if (known != null && isRecent(known)) {
            return known;
        }
        if (known != null && !reading.tryLock()) {
            return known;
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
            return known;
        } finally {
            reading.unlock();
        }
    }

    private boolean isRecent(Reading known) {
        return Duration.between(known.at(), clock.instant()).abs().compareTo(KEPT) < 0;
    }

    private Reading read() {
        Instant now = clock.instant();
        try {
            MirrorStatus status = catalogue.get().status();
            return new Reading(status, MirrorHealth.of(status, now, null), now);
        } catch (EsxSyncException e) {
            return new Reading(null, MirrorHealth.unknown(String.valueOf(e.getMessage())), now);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("defect: the status cannot be read", e);
            return new Reading(null, MirrorHealth.unknown("defect: " + e), now);
        }
    }
}
