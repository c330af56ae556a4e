package org.esxsync.shell.ask;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.shell.command.UsageException;

/** Reads what people type for "since". */
public final class Since {

    /** The last sync that brought anything. */
    public static final String LAST = "last";

    private Since() {}

    /**
     * How the mirror differs from what it was.
     *
     * @param typed a date, a date and time in the person's zone, an event's number, or {@link
     *     #LAST}
     * @throws UsageException if it is none of these
     */
    public static MirrorChanges changes(MirrorCatalogue catalogue, String typed, ZoneId zone) {
        if (typed.equals(LAST)) {
            return catalogue.lastChanges();
        }
        Optional<Long> event = event(typed);
        return event.isPresent()
                ? after(catalogue, event.get())
                : catalogue.changesSince(time(typed).atZone(zone).toInstant());
    }

    /** A number beyond the last one may be meant as a date, and nothing can have come since. */
    private static MirrorChanges after(MirrorCatalogue catalogue, long event) {
        MirrorChanges changes = catalogue.changesAfter(event);
        if (changes.event() < event) {
            throw new UsageException(
                    "there is no event %d; the last one is %d, and a date is written as 2026-01-31"
                            .formatted(event, changes.event()));
        }
        return changes;
    }

    private static Optional<Long> event(String typed) {
        try {
            return Optional.of(Long.parseUnsignedLong(typed)).filter(number -> number >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime time(String typed) {
        try {
            return typed.contains("T")
                    ? LocalDateTime.parse(typed)
                    : LocalDate.parse(typed).atStartOfDay();
        } catch (DateTimeException e) {
            throw new UsageException(
                    ("'%s' is no date, time or event; use one such as 2026-01-31,"
                                    + " 2026-01-31T02:30, an event's number as 'history' shows it,"
                                    + " or last")
                            .formatted(typed));
        }
    }

    /**
     * A day.
     *
     * @throws UsageException if it is none
     */
    public static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeException e) {
            throw new UsageException(
                    "'%s' is no date; use one such as 2026-01-31, or last".formatted(typed));
        }
    }
}
