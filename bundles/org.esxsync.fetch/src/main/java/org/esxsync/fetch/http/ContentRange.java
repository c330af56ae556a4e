package org.esxsync.fetch.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.fetch.location.Request;
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

    /** The header that asks for a part. */
    static String wanted(Request request) {
        if (request.offset() == Request.FROM_END) {
            return "bytes=-" + request.length();
        }
        String start = "bytes=" + request.offset() + "-";
        return request.length() == Request.TO_END
                ? start
                : start + (request.offset() + request.length() - 1);
    }

    /**
     * Whether this is the part that was asked for. Where all of the rest was, it may end earlier:
     * the next request goes on from there.
     */
    boolean answers(Request request) {
        if (request.offset() == Request.FROM_END) {
            return end == total - 1 && total > 0 && start == Math.max(0, total - request.length());
        }
        if (start != request.offset() || end < start || total >= 0 && end >= total) {
            return false;
        }
        return request.length() == Request.TO_END || end == request.offset() + request.length() - 1;
    }
}
