package org.esxsync.sync.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to try again while the ledger's database is away: soon at first, then more and more seldom.
 */
final class OutageRetries {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private Optional<CronTimes.Due> next = Optional.empty();
    private Duration wait = FIRST;

    /**
     * A sync has met the outage.
     *
     * @param time what it was due for, and the next try is
     */
    synchronized void met(Instant time, Instant now) {
        next = Optional.of(new CronTimes.Due(time, now.plus(wait)));
        Duration twice = wait.multipliedBy(2);
        wait = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    /** A sync has not met it. */
    synchronized void clear() {
        next = Optional.empty();
        wait = FIRST;
    }

    /** The next run, which is planned, or else the next try. */
    synchronized Optional<CronTimes.Due> orEarlier(Optional<CronTimes.Due> planned) {
        return next.filter(each -> planned.isEmpty() || isBefore(each, planned.get()))
                .or(() -> planned);
    }

    private static boolean isBefore(CronTimes.Due one, CronTimes.Due other) {
        return one.start().isBefore(other.start());
    }
}
