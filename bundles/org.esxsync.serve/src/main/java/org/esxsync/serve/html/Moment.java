package org.esxsync.serve.html;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as the pages show them. */
public final class Moment {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Moment() {}

    /** To the minute, such as {@code 2026-03-29 12:00 UTC}. */
    public static Html of(Instant time) {
        return new Html()
                .element(
                        "time",
                        MINUTES.format(time),
                        "datetime",
                        time.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** How long ago or ahead a time is, such as {@code 3 h ago} or {@code in 20 min}. */
    public static String distance(Instant time, Instant now) {
        Duration distance = Duration.between(time, now);
        String length = length(distance.abs());
        if (length.isEmpty()) {
            return "just now";
        }
        return distance.isNegative() ? "in " + length : length + " ago";
    }

    private static String length(Duration length) {
        if (length.toDays() > 1) {
            return length.toDays() + " days";
        }
        if (length.toHours() > 0) {
            return length.toHours() + " h";
        }
        return length.toMinutes() > 0 ? length.toMinutes() + " min" : "";
    }
}
