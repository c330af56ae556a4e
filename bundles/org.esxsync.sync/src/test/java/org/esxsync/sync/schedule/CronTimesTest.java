package org.esxsync.sync.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.esxsync.api.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {

    private static final Instant WEDNESDAY_NOON = Instant.parse("2025-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30 2 * * *, 2025-01-02T02:30:00Z",
        "*/20 * * * *, 2025-01-01T12:20:00Z",
        "0 4 * * 0, 2025-01-05T04:00:00Z",
        "0 4 * * mon, 2025-01-06T04:00:00Z",
        "0 0 29 2 *, 2028-02-29T00:00:00Z",
    })
    void theNextTimeIsThatOfCron(String schedule, Instant next) {
        assertEquals(Optional.of(next), times(schedule, 0).next(WEDNESDAY_NOON));
    }

    @Test
    void theTimeOfDayIsThatOfTheZone() {
        CronTimes berlin =
                CronTimes.of("30 2 * * *", 0, ZoneId.of("Europe/Berlin"), new Random(1))
                        .orElseThrow();

        assertEquals(
                Optional.of(Instant.parse("2025-01-02T01:30:00Z")), berlin.next(WEDNESDAY_NOON));
    }

    @Test
    void anHourThatSummerTimeLeavesOutIsMadeUpFor() {
        CronTimes berlin =
                CronTimes.of("30 2 * * *", 0, ZoneId.of("Europe/Berlin"), new Random(1))
                        .orElseThrow();

        Instant next = berlin.next(Instant.parse("2025-03-29T12:00:00Z")).orElseThrow();

        assertTrue(next.isBefore(Instant.parse("2025-03-31T00:31:00Z")), next::toString);
    }

    @Test
    void jitterDelaysWithinItsBound() {
        CronTimes times = times("0 3 * * *", 60);
        Instant hour = Instant.parse("2025-01-02T03:00:00Z");

        for (int i = 0; i < 200; i++) {
            Instant next = times.next(WEDNESDAY_NOON).orElseThrow();
            assertTrue(!next.isBefore(hour) && !next.isAfter(hour.plusSeconds(60)), next::toString);
        }
    }

    @Test
    void noExpressionIsNoSchedule() {
        assertEquals(Optional.empty(), CronTimes.of(" ", 0, ZoneOffset.UTC, new Random(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"daily", "* * *", "61 * * * *", "0 0 3 * * *", "${env:X}"})
    void aWrongExpressionNamesTheKeyAndWhatIsAllowed(String schedule) {
        ConfigurationException e =
                assertThrows(ConfigurationException.class, () -> times(schedule, 0));

        assertTrue(e.getMessage().contains("org.esxsync.sync"), e.getMessage());
        assertTrue(e.getMessage().contains("schedule"), e.getMessage());
        assertTrue(e.getMessage().contains("30 2 * * *"), e.getMessage());
    }

    @Test
    void aJitterOfMoreThanADayIsRefused() {
        assertThrows(ConfigurationException.class, () -> times("0 3 * * *", 86_401));
    }

    private static CronTimes times(String schedule, int jitter) {
        return CronTimes.of(schedule, jitter, ZoneOffset.UTC, new Random(1)).orElseThrow();
    }
}
