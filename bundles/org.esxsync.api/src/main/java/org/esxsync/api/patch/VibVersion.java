package org.esxsync.api.patch;

import org.esxsync.api.OneLine;

/**
 * The version of a VIB: a version and a release with a dash between them, such as {@code
 * 6.7.0-3.104}, or a version alone.
 *
 * <p>Versions have the order that ESXi gives them. Version and release consist of fields parted by
 * dots. A field is the number at its start, or -1 where it starts with no digit, and the text after
 * it. Fields compare by number, then by text; of two lists of fields of which one starts with the
 * other the longer is the higher. The version counts first, then the release; one without a release
 * comes before all with one. So {@code 1.10} is higher than {@code 1.9}, and {@code 06} is as high
 * as {@code 6}.
 *
 * <p>Two versions are equal if their texts are. That is finer than their order: {@code 06} and
 * {@code 6} are not equal, and {@code compareTo} gives 0 for them.
 *
 * @param text the version as published
 */
public record VibVersion(String text) implements Comparable<VibVersion> {

    private static final int MAX_LENGTH = 1024;
    private static final int SHOWN = 200;

    private static final char DASH = '-';
    private static final char DOT = '.';

    /**
     * @throws IllegalArgumentException if the text is empty, not one plain line, longer than 1,024
     *     characters, or has more than one dash
     */
    public VibVersion {
        String reason = whyRefused(text);
        if (!reason.isEmpty()) {
            throw new IllegalArgumentException(
                    "the VIB version '%s' is refused: %s"
                            .formatted(OneLine.of(text, SHOWN), reason));
        }
    }

    private static String whyRefused(String text) {
        if (text.length() > MAX_LENGTH) {
            return "it is longer than " + MAX_LENGTH + " characters";
        }
        if (text.isEmpty()) {
            return "it is empty";
        }
        if (!text.equals(OneLine.of(text))) {
            return "it is not one plain line of text";
        }
        if (text.indexOf(DASH) != text.lastIndexOf(DASH)) {
            return "it has more than one dash";
        }
        return "";
    }

    /** What stands before the dash, or all. */
    public String version() {
        return text.substring(0, endOfVersion());
    }

    /** What stands after the dash; empty if there is none. */
    public String release() {
        return text.substring(Math.min(endOfVersion() + 1, text.length()));
    }

    @Override
    public int compareTo(VibVersion other) {
        int order = compareFields(text, 0, endOfVersion(), other.text, 0, other.endOfVersion());
        if (order != 0) {
            return order;
        }
        return compareFields(
                text,
                endOfVersion() + 1,
                text.length(),
                other.text,
                other.endOfVersion() + 1,
                other.text.length());
    }

    @Override
    public String toString() {
        return text;
    }

    private int endOfVersion() {
        int dash = text.indexOf(DASH);
        return dash < 0 ? text.length() : dash;
    }

    /** Compares lists of fields where they stand; one that starts past its end has no field. */
    private static int compareFields(
            String left, int leftStart, int leftEnd, String right, int rightStart, int rightEnd) {
        int l = leftStart;
        int r = rightStart;
        while (l <= leftEnd && r <= rightEnd) {
            int endOfLeft = endOfField(left, l, leftEnd);
            int endOfRight = endOfField(right, r, rightEnd);
            int order = compareField(left, l, endOfLeft, right, r, endOfRight);
            if (order != 0) {
                return order;
            }
            l = endOfLeft + 1;
            r = endOfRight + 1;
        }
        return Boolean.compare(l <= leftEnd, r <= rightEnd);
    }

    private static int endOfField(String text, int start, int end) {
        int dot = text.indexOf(DOT, start);
        return dot < 0 || dot > end ? end : dot;
    }

    private static int compareField(
            String left, int leftStart, int leftEnd, String right, int rightStart, int rightEnd) {
        int leftText = endOfNumber(left, leftStart, leftEnd);
        int rightText = endOfNumber(right, rightStart, rightEnd);
        boolean leftHasNumber = leftText > leftStart;
        boolean rightHasNumber = rightText > rightStart;
        if (leftHasNumber != rightHasNumber) {
            return Boolean.compare(leftHasNumber, rightHasNumber);
        }
        int order = compareNumbers(left, leftStart, leftText, right, rightStart, rightText);
        return order != 0
                ? order
                : left.substring(leftText, leftEnd).compareTo(right.substring(rightText, rightEnd));
    }

    private static int endOfNumber(String text, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    /** Compares digits without making numbers of them, which may have hundreds of digits. */
    private static int compareNumbers(
            String left, int leftStart, int leftEnd, String right, int rightStart, int rightEnd) {
        int l = pastZeros(left, leftStart, leftEnd);
        int r = pastZeros(right, rightStart, rightEnd);
        if (leftEnd - l != rightEnd - r) {
            return Integer.compare(leftEnd - l, rightEnd - r);
        }
        while (l < leftEnd && left.charAt(l) == right.charAt(r)) {
            l++;
            r++;
        }
        return l == leftEnd ? 0 : Character.compare(left.charAt(l), right.charAt(r));
    }

    private static int pastZeros(String text, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) == '0') {
            i++;
        }
        return i;
    }
}
