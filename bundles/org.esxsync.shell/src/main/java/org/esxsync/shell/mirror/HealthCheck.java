package org.esxsync.shell.mirror;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.run.HealthException;
import org.esxsync.shell.view.MonitoringLine;
import org.jspecify.annotations.Nullable;

/**
 * Judges a mirror for monitoring. Whatever goes wrong on the way is a verdict, too: a mirror that
 * cannot be checked is unknown, and never well.
 *
 * @param catalogue knows the mirror
 * @param writer writes results for programs
 * @param clock tells how old a success is
 */
record HealthCheck(MirrorCatalogue catalogue, JsonWriter writer, Clock clock) {

    private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhdw])");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1),
                    "w", ChronoUnit.WEEKS.getDuration());

    /**
     * @param maxAge how long ago the last success may be, such as {@code 36h}; empty if that does
     *     not matter
     * @param json whether a program reads it
     * @return what is printed of a mirror that is well
     * @throws HealthException if it is not
     */
    String check(String maxAge, boolean json) {
        try {
            Duration limit = maxAge.isEmpty() ? null : age(maxAge);
            return verdict(catalogue.status(), limit, json);
        } catch (HealthException e) {
            throw e;
        } catch (EsxSyncException e) {
            return unknown(String.valueOf(e.getMessage()), json);
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            // A defect must not end with the exit code of a warning.
            return unknown("defect: " + e, json);
        }
    }

    private static Duration age(String text) {
        Matcher age = AGE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!age.matches()) {
            throw new UsageException(
                    "--max-age '%s' is no length of time; write a number with s, m, h, d or w, such as 36h"
                            .formatted(text));
        }
        return Objects.requireNonNull(UNITS.get(age.group(2)))
                .multipliedBy(Long.parseLong(age.group(1)));
    }

    private String verdict(MirrorStatus status, @Nullable Duration maxAge, boolean json) {
        Instant now = clock.instant();
        return told(MirrorHealth.of(status, now, maxAge), status, now, maxAge, json);
    }

    private String unknown(String reason, boolean json) {
        return told(MirrorHealth.unknown(reason), null, clock.instant(), null, json);
    }

    private String told(
            MirrorHealth health,
            @Nullable MirrorStatus status,
            Instant now,
            @Nullable Duration maxAge,
            boolean json) {
        String text =
                json
                        ? writer.health(health, status)
                        : new MonitoringLine(health, status, now, maxAge).text();
        if (health.level() == MirrorHealth.Level.HEALTHY) {
            return text;
        }
        throw new HealthException(health.level(), text);
    }
}
