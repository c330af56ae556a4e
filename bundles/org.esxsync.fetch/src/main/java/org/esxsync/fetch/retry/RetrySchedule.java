package org.esxsync.fetch.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often to try again, and after which pause.
 *
 * @param retries attempts after the first
 * @param first the pause before the first of them; each further one doubles it
 * @param limit the longest pause, also where a server asks for a longer one
 */
public record RetrySchedule(int retries, Duration first, Duration limit) {

    private static final int MAX_DOUBLINGS = 20;

    /** The pause before a retry, counted from 1: between half and the whole of the doubled one. */
    public Duration pause(int retry) {
        long doubled = first.toMillis() << Math.min(retry - 1, MAX_DOUBLINGS);
        long millis = Math.min(doubled, limit.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    }

    /** The pause that a server asked for, within the limit. */
    public Duration atMost(Duration asked) {
        return asked.compareTo(limit) > 0 ? limit : asked;
    }
}
