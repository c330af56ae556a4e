package org.esxsync.sync.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.sync.config.SyncSettings;

/**
 * When to sync: at the times of a cron expression, each delayed by a random time, so that not all
 * mirrors of the world ask the same site at the same second.
 *
 * @param times the times
 * @param zone the zone that they are meant in
 * @param jitter the longest time to start later by
 * @param chance the source of chance
 */
record CronTimes(ExecutionTime times, ZoneId zone, Duration jitter, RandomGenerator chance) {

    private static final int MAX_JITTER_SECONDS = 86_400;

    /**
     * The configured times; none if there is no expression.
     *
     * @param jitter the longest time to start later by, in seconds
     */
    static Optional<CronTimes> of(
            String schedule, int jitter, ZoneId zone, RandomGenerator chance) {
        if (jitter < 0 || jitter > MAX_JITTER_SECONDS) {
            throw new ConfigurationException(
                    SyncSettings.PID,
                    "jitter",
                    Integer.toString(jitter),
                    "use a number of seconds from 0 to " + MAX_JITTER_SECONDS);
        }
        String expression = schedule.strip();
        return expression.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new CronTimes(parse(expression), zone, Duration.ofSeconds(jitter), chance));
    }

    private static ExecutionTime parse(String expression) {
        try {
            return ExecutionTime.forCron(
                    new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                            .parse(expression));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    SyncSettings.PID,
                    "schedule",
                    expression,
                    "use minute, hour, day, month and day of the week as cron does, such as"
                            + " '30 2 * * *' for half past two each night");
        }
    }

    /** The same without chance, as somebody tells them who does not keep to them. */
    CronTimes onTheMinute() {
        return new CronTimes(times, zone, Duration.ZERO, chance);
    }

    /**
     * A time to sync.
     *
     * @param time as the expression says, the same on each node
     * @param start when this node starts
     */
    record Due(Instant time, Instant start) {}

    /** The first time after this one; none if the expression names no such day. */
    Optional<Due> due(Instant after) {
        return times.nextExecution(after.atZone(zone))
                .map(ZonedDateTime::toInstant)
                .map(
                        time ->
                                new Due(
                                        time,
                                        time.plusSeconds(chance.nextLong(jitter.toSeconds() + 1))));
    }

    /** When this node starts the first time after this one. */
    Optional<Instant> next(Instant after) {
        return due(after).map(Due::start);
    }
}
