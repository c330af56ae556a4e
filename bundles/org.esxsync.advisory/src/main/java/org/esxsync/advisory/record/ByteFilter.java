package org.esxsync.advisory.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Says of the bytes of a document whether it is worth parsing: of the records of all publishers
 * less than one in a hundred concerns ESX. A record that writes the letters of ESX as JSON escapes
 * would be missed; no publisher does.
 */
final class ByteFilter {

    private static final String PRODUCT = "esx";

    /** Up to 2016 a record names no product, but the advisory. */
    private static final String ADVISORY = "vmsa-";

    /** What the list of exploited vulnerabilities begins with. */
    private static final String LIST = "catalogversion";

    private static final int HEAD = 4096;
    private static final int BYTES = 256;

    private static final ByteFilter BY_PRODUCT = new ByteFilter(PRODUCT);
    private static final ByteFilter BY_ADVISORY = new ByteFilter(ADVISORY);
    private static final ByteFilter BY_LIST = new ByteFilter(LIST);

    private final byte[] word;

    /** How far the word can be moved on, by the byte below its end. */
    private final int[] steps = new int[BYTES];

    private ByteFilter(String word) {
        this.word = word.getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(steps, this.word.length);
        for (int i = 0; i < this.word.length - 1; i++) {
            int step = this.word.length - 1 - i;
            steps[this.word[i]] = step;
            steps[Character.toUpperCase(this.word[i])] = step;
        }
    }

    static boolean mayConcern(byte[] bytes, int length) {
        return BY_PRODUCT.isIn(bytes, length)
                || BY_ADVISORY.isIn(bytes, length)
                || BY_LIST.isIn(bytes, Math.min(length, HEAD));
    }

    /** Looks for the word in either case of letters, without looking at each byte. */
    private boolean isIn(byte[] bytes, int length) {
        int last = word.length - 1;
        for (int end = last; end < length; end += steps[bytes[end] & 0xff]) {
            if (isAt(bytes, end - last)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(byte[] bytes, int start) {
        for (int i = word.length - 1; i >= 0; i--) {
            if (lower(bytes[start + i]) != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }
}
