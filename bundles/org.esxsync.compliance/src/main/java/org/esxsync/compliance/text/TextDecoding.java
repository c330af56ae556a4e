package org.esxsync.compliance.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Finds out how the characters of a text are encoded: UTF-8, or UTF-16 as PowerShell writes it,
 * with or without a byte order mark. Bytes that are none of their encoding become a replacement
 * character, since names of VIBs and versions are ASCII.
 */
public final class TextDecoding {

    /** More than any list of ten thousand hosts has. */
    public static final long MOST_BYTES = 512L << 20;

    private static final int SAMPLE = 8192;

    private TextDecoding() {}

    /**
     * @param in read to at most {@link #MOST_BYTES}
     * @throws UnreadableException if it is no text
     */
    public static Reader reader(InputStream in) throws IOException {
        return reader(in, MOST_BYTES);
    }

    static Reader reader(InputStream in, long mostBytes) throws IOException {
        PushbackInputStream bytes =
                new PushbackInputStream(new BoundedStream(in, mostBytes), SAMPLE);
        byte[] sample = bytes.readNBytes(SAMPLE);
        int mark = lengthOfMark(sample);
        Charset charset = mark > 0 ? charsetOfMark(sample) : guess(sample);
        requireText(sample, charset);
        bytes.unread(sample, mark, sample.length - mark);
        return new InputStreamReader(bytes, charset);
    }

    private static int lengthOfMark(byte[] sample) {
        if (startsWith(sample, 0xEF, 0xBB, 0xBF)) {
            return 3;
        }
        return startsWith(sample, 0xFF, 0xFE) || startsWith(sample, 0xFE, 0xFF) ? 2 : 0;
    }

    private static Charset charsetOfMark(byte[] sample) {
        if (startsWith(sample, 0xEF)) {
            return StandardCharsets.UTF_8;
        }
        return startsWith(sample, 0xFF) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    private static boolean startsWith(byte[] sample, int... start) {
        if (sample.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((sample[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** In UTF-16, each second byte of English text is 0. */
    private static Charset guess(byte[] sample) {
        int even = zeros(sample, 0);
        int odd = zeros(sample, 1);
        int pairs = sample.length / 2;
        if (pairs > 1 && odd > pairs * 3 / 4 && even == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return pairs > 1 && even > pairs * 3 / 4 && odd == 0
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_8;
    }

    private static int zeros(byte[] sample, int first) {
        int count = 0;
        for (int i = first; i < sample.length; i += 2) {
            if (sample[i] == 0) {
                count++;
            }
        }
        return count;
    }

    private static void requireText(byte[] sample, Charset charset) throws UnreadableException {
        if (startsWith(sample, 'P', 'K', 3, 4)) {
            throw new UnreadableException(
                    "it is a zip or a workbook; unpack it, or save the sheet as CSV");
        }
        if (!charset.equals(StandardCharsets.UTF_8)) {
            return;
        }
        int odd = 0;
        for (byte each : sample) {
            if (each == 0) {
                throw new UnreadableException("it is no text");
            }
            if (each > 0 && each < ' ' && "\t\n\r\f\u001b\b".indexOf(each) < 0) {
                odd++;
            }
        }
        if (odd > sample.length / 10) {
            throw new UnreadableException("it is no text");
        }
    }
}
