package org.esxsync.serve.machine;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;

/** How the mirror differs from what it was: as {@code diff} is asked, with times in UTC. */
final class ChangesQuestion {

    /** The last sync that brought anything. */
    static final String LAST = "last";

    /** A time with its zone, as {@code Z} or {@code +01:00}. */
    private static final String ZONED = ".*T.*(Z|[+-]\\d\\d:\\d\\d)";

    private ChangesQuestion() {}

    /**
     * Asks.
     *
     * @param since a day, a time with or without its zone, an event's number or {@link #LAST};
     *     empty means that, too
     * @throws IllegalArgumentException if it is none of these
     */
    static MirrorChanges ask(MirrorCatalogue catalogue, String since) {
        if (since.isEmpty() || since.equals(LAST)) {
            return catalogue.lastChanges();
        }
        return since.matches("\\d{1,18}")
                ? after(catalogue, Long.parseLong(since))
                : catalogue.changesSince(time(since));
    }

    /** A number beyond the last one may be meant as a date, and nothing can have come since. */
    private static MirrorChanges after(MirrorCatalogue catalogue, long event) {
        MirrorChanges changes = catalogue.changesAfter(event);
        if (changes.event() < event) {
            throw new IllegalArgumentException(
                    "there is no event %d; the last one is %d, and a date is written as 2026-01-31"
                            .formatted(event, changes.event()));
        }
        return changes;
    }

    private static Instant time(String text) {
        try {
            if (text.matches(ZONED)) {
                return OffsetDateTime.parse(text).toInstant();
            }
            LocalDateTime time =
                    text.contains("T")
                            ? LocalDateTime.parse(text)
                            : LocalDate.parse(text).atStartOfDay();
            return time.toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    ("'%s' is no date, time or event; use one such as 2026-01-31,"
                                    + " 2026-01-31T02:30, an event's number as /api/history has it,"
                                    + " or last")
                            .formatted(text),
                    e);
        }
    }
}
