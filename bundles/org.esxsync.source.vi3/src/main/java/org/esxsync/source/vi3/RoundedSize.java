package org.esxsync.source.vi3;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the ways in which the pages write a file's size: {@code 40.0 MB}, {@code 650 KB}, {@code
 * 1.1 GB} and {@code 1,234,567 bytes}. Units are decimal, as where sizes are shown, since the pages
 * do not tell which ones they mean; the difference is as small as what rounding takes.
 */
final class RoundedSize {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?i)(?<number>(?:\\d{1,3}(?:,\\d{3}){1,4}|\\d{1,15})(?:\\.\\d{1,6})?) ?"
                            + "(?<unit>bytes?|[kmg]i?b)");
    private static final long MAX = 1L << 40;

    private RoundedSize() {}

    /**
     * The size that starts at a place of the text.
     *
     * @return bytes; nothing for what is no size, is rounded to nothing or is beyond belief
     */
    static OptionalLong at(int start, String text) {
        Matcher size = FORM.matcher(text).region(start, text.length());
        if (!size.lookingAt()) {
            return OptionalLong.empty();
        }
        long bytes =
                new BigDecimal(size.group("number").replace(",", ""))
                        .scaleByPowerOfTen(power(size.group("unit")))
                        .longValue();
        return bytes > 0 && bytes <= MAX ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    private static int power(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT).charAt(0)) {
            case 'k' -> 3;
            case 'm' -> 6;
            case 'g' -> 9;
            default -> 0;
        };
    }
}
