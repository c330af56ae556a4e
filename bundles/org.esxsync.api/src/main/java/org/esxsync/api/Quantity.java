package org.esxsync.api;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Quantities as people read them, alike on screens, in logs and in messages. */
public final class Quantity {

    /** At most as many digits as a long takes. */
    private static final Pattern BYTES = Pattern.compile("\\b(\\d{1,18}) bytes\\b");

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Quantity() {}

    /** Bytes in decimal units: {@code 1.2 MB} is 1,200,000 bytes. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** A text in which figures such as {@code 665676 bytes} are in decimal units. */
    public static String inText(String text) {
        return BYTES.matcher(text).replaceAll(found -> bytes(Long.parseLong(found.group(1))));
    }

    /** A length of time in its two largest units, such as {@code 2 min 5 s}. */
    public static String duration(Duration duration) {
        if (duration.toSeconds() < 60) {
            return duration.toSeconds() + " s";
        }
        long minutes = duration.toMinutes();
        if (minutes < 60) {
            return "%d min %d s".formatted(minutes, duration.toSecondsPart());
        }
        return "%d h %d min".formatted(minutes / 60, minutes % 60);
    }

    /** {@code 1 patch}, {@code 2 patches}. */
    public static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
