package org.esxsync.sync.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Measures how long something takes, by a clock that may be set back.
 *
 * @param clock the clock
 * @param start when it began
 */
public record Stopwatch(Clock clock, Instant start) {

    public static Stopwatch start(Clock clock) {
        return new Stopwatch(clock, clock.instant());
    }

    /** The time since the start, never less than none. */
    public Duration elapsed() {
        Instant now = clock.instant();
        return now.isBefore(start) ? Duration.ZERO : Duration.between(start, now);
    }
}
