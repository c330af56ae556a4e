package org.esxsync.advisory.record;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads the day of a date or time, as publishers write it. */
final class Day {

    private static final int LENGTH = 10;

    private Day() {}

    /** The day of a text such as {@code 2025-07-15T18:34:33.567Z}; null if it is none. */
    static @Nullable LocalDate of(String text) {
        try {
            return text.length() < LENGTH ? null : LocalDate.parse(text.substring(0, LENGTH));
        } catch (DateTimeException e) {
            // A date is told, and decides nothing.
            return null;
        }
    }
}
