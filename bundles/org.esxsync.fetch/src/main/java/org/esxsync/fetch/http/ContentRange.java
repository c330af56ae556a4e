package org.esxsync.fetch.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a whole that a server sends.
 *
 * @param start the first byte, or -1 if the header says nothing that can be used
 * @param end the last byte
 * @param total bytes of the whole, or -1 if not told
 */
record ContentRange(long start, long end, long total) {

    private static final ContentRange NONE = new ContentRange(-1, -1, -1);
    private static final Pattern HEADER =
            Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    static ContentRange parse(@Nullable String header) {
        Matcher matcher = HEADER.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return NONE;
        }
        long total = matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3));
        return new ContentRange(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), total);
    }

    /** Whether the part reaches to the last byte of the whole. */
    boolean toEnd() {
        return total < 0 || end == total - 1;
    }
}
