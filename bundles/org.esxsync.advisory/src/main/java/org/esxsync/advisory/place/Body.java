package org.esxsync.advisory.place;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of one file at a time, in memory that is used again. Used by one thread. */
final class Body {

    /** The largest record has one MiB, the list of exploited vulnerabilities two. */
    private static final int MAX_BYTES = 16 << 20;

    private static final int FIRST = 1 << 16;

    private byte[] bytes = new byte[FIRST];
    private int length;

    /**
     * Takes a file.
     *
     * @throws IOException if it cannot be read, or is too large
     */
    void read(InputStream in) throws IOException {
        length = 0;
        while (true) {
            if (length == bytes.length) {
                if (length >= MAX_BYTES) {
                    throw new IOException("it is larger than %d MiB".formatted(MAX_BYTES >> 20));
                }
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return;
            }
            length += read;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** The first byte that is no blank and no byte order mark; 0 if there is none. */
    int first() {
        for (int i = 0; i < length; i++) {
            int each = bytes[i] & 0xff;
            if (each > ' ' && each != 0xef && each != 0xbb && each != 0xbf) {
                return each;
            }
        }
        return 0;
    }
}
