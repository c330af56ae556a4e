package org.esxsync.serve.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes a request asks for (RFC 9110, 14.1.2).
 *
 * @param kind what to make of the field
 * @param ranges the ranges that the file has, as they were asked for; empty unless some are wanted
 */
public record RangeField(Kind kind, List<ByteRange> ranges) {

    /** More than a client that resumes or downloads in parts needs. */
    static final int MAX_RANGES = 50;

    private static final Pattern RANGE = Pattern.compile("(\\d*)[ \\t]*-[ \\t]*(\\d*)");

    /** A number with more digits is beyond any file. */
    private static final int MAX_DIGITS = 18;

    private static final String UNIT = "bytes=";
    private static final RangeField WHOLE = new RangeField(Kind.WHOLE, List.of());

    /** What to make of the field. */
    public enum Kind {
        /** Nothing: the whole file is the answer. */
        WHOLE,
        /** Ranges are wanted, and the file has some. */
        PARTS,
        /** Ranges are wanted, and the file has none of them: 416. */
        UNSATISFIABLE
    }

    public RangeField {
        ranges = List.copyOf(ranges);
    }

    /**
     * Reads the field. What cannot be read, or asks for more than the whole in many parts, asks for
     * nothing, as the RFC allows.
     *
     * @param length the file's bytes
     */
    public static RangeField parse(String text, long length) {
        String stripped = text.strip();
        if (!stripped.toLowerCase(Locale.ROOT).startsWith(UNIT)) {
            return WHOLE;
        }
        String[] parts = stripped.substring(UNIT.length()).split(",", MAX_RANGES + 1);
        if (parts.length > MAX_RANGES) {
            return WHOLE;
        }
        List<ByteRange> ranges = new ArrayList<>();
        boolean isAsked = false;
        for (String part : parts) {
            String each = part.strip();
            if (each.isEmpty()) {
                continue;
            }
            Matcher range = RANGE.matcher(each);
            if (!range.matches() || isMalformed(range)) {
                return WHOLE;
            }
            isAsked = true;
            add(range, length, ranges);
        }
        if (!isAsked) {
            return WHOLE;
        }
        return of(ranges, length);
    }

    private static RangeField of(List<ByteRange> ranges, long length) {
        if (ranges.isEmpty()) {
            return new RangeField(Kind.UNSATISFIABLE, List.of());
        }
        long sum = ranges.stream().mapToLong(ByteRange::length).sum();
        return ranges.size() > 1 && sum >= length ? WHOLE : new RangeField(Kind.PARTS, ranges);
    }

    private static boolean isMalformed(Matcher range) {
        String first = range.group(1);
        String last = range.group(2);
        return first.isEmpty() ? last.isEmpty() : !last.isEmpty() && number(first) > number(last);
    }

    private static long number(String digits) {
        return digits.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static void add(Matcher range, long length, List<ByteRange> ranges) {
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            long suffix = Math.min(number(last), length);
            if (suffix > 0) {
                ranges.add(new ByteRange(length - suffix, length - 1));
            }
            return;
        }
        long from = number(first);
        if (from < length) {
            long to = last.isEmpty() ? length - 1 : Math.min(number(last), length - 1);
            ranges.add(new ByteRange(from, to));
        }
    }
}
