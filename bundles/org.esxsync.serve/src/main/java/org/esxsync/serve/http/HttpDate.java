package org.esxsync.serve.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times as HTTP writes them, to the second (RFC 9110, 5.6.7). */
public final class HttpDate {

    private static final DateTimeFormatter FIXED =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT);

    /** The two digits of RFC 850 are of a year at most 50 years ahead. */
    private static final int YEARS_AHEAD = 50;

    private static final int CENTURY = 100;

    private HttpDate() {}

    public static String format(Instant time) {
        return FIXED.format(time.atOffset(ZoneOffset.UTC));
    }

    /** Reads any of the three forms; empty if it has none of them. */
    public static Optional<Instant> parse(String text) {
        String stripped = text.strip();
        int year = LocalDateTime.now(ZoneOffset.UTC).getYear();
        for (DateTimeFormatter form : List.of(FIXED, rfc850(year), asctime())) {
            try {
                return Optional.of(LocalDateTime.parse(stripped, form).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static DateTimeFormatter rfc850(int year) {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, year + YEARS_AHEAD - CENTURY + 1)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ROOT);
    }

    private static DateTimeFormatter asctime() {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEE MMM ")
                .padNext(2)
                .appendValue(ChronoField.DAY_OF_MONTH)
                .appendPattern(" HH:mm:ss uuuu")
                .toFormatter(Locale.ROOT);
    }

    /** A time without what HTTP cannot tell. */
    static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
