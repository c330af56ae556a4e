package org.esxsync.fetch.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private final RetrySchedule schedule =
            new RetrySchedule(3, Duration.ofSeconds(1), Duration.ofSeconds(60));

    @Test
    void doublesThePauseUpToTheLimitWithJitter() {
        for (int retry = 1; retry <= 40; retry++) {
            long most = retry > 6 ? 60_000 : 1000L << (retry - 1);
            long pause = schedule.pause(retry).toMillis();
            assertTrue(pause >= most / 2 && pause <= most, retry + ": " + pause);
        }
    }

    @Test
    void honoursAPauseThatAServerAsksForWithinTheLimit() {
        assertEquals(Duration.ofSeconds(7), schedule.atMost(Duration.ofSeconds(7)));
        assertEquals(Duration.ofSeconds(60), schedule.atMost(Duration.ofDays(1)));
    }
}
