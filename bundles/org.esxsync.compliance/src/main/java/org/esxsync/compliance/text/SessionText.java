package org.esxsync.compliance.text;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A text that is read once, line by line or in blocks of lines. Lines end with any of LF, CR LF and
 * CR. However long a line is, little of it is held at a time. Used by one thread.
 */
public final class SessionText {

    /** The list of VIBs of an image profile is one line of some 20,000 characters. */
    private static final int LONGEST_LINE = 1 << 16;

    /** Most files are small, and there are thousands. */
    private static final int FIRST = 1 << 14;

    private final Reader reader;
    private char[] buffer = new char[FIRST];

    private int start;
    private int end;
    private boolean ended;
    private @Nullable String line;
    private int lineEnd;
    private long number;
    private boolean lineEnded = true;

    public SessionText(Reader reader) {
        this.reader = reader;
    }

    /** The next line, cut at 65,536 characters, without moving on; null at the end. */
    public @Nullable String peek() throws IOException {
        if (line == null) {
            line = look();
        }
        return line;
    }

    /** The number of the line that was taken last, counted from 1. */
    public long number() {
        return number;
    }

    /** Moves on to the next line. */
    public void take() throws IOException {
        if (peek() == null) {
            return;
        }
        line = null;
        start = lineEnd;
        skipLineEnd();
        number++;
    }

    private @Nullable String look() throws IOException {
        int length = 0;
        while (length < LONGEST_LINE) {
            if (start + length == end && !fill(length + 1)) {
                break;
            }
            if (isLineEnd(buffer[start + length])) {
                break;
            }
            length++;
        }
        if (start == end) {
            return null;
        }
        lineEnd = start + length;
        return new String(buffer, start, length);
    }

    /** Whether the text is over within the line that was read last. */
    public boolean isCut() throws IOException {
        return !lineEnded && peek() == null;
    }

    /** Passes over what a block has left of its last line. */
    public void finishLine() throws IOException {
        if (!lineEnded) {
            line = null;
            skipLineEnd();
        }
    }

    /** A line that was cut has more before its end. */
    private void skipLineEnd() throws IOException {
        while (true) {
            while (start < end && !isLineEnd(buffer[start])) {
                start++;
            }
            if (start < end || !fill(1)) {
                break;
            }
        }
        lineEnded = start < end;
        if (lineEnded) {
            fill(2);
            boolean pair = buffer[start] == '\r' && start + 1 < end && buffer[start + 1] == '\n';
            start += pair ? 2 : 1;
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** Reads on until so many characters are there; false if there are fewer. */
    private boolean fill(int wanted) throws IOException {
        if (end - start < wanted && !ended) {
            char[] target = wanted * 2 > buffer.length ? new char[wanted * 4] : buffer;
            System.arraycopy(buffer, start, target, 0, end - start);
            buffer = target;
            end -= start;
            start = 0;
            while (end < wanted && !ended) {
                int count = reader.read(buffer, end, buffer.length - end);
                ended = count < 0;
                end += Math.max(0, count);
            }
        }
        return end - start >= wanted;
    }

    /**
     * The characters from here on, up to a line that ends the block.
     *
     * @param ends asked about each line but the first
     */
    public Reader block(Predicate<String> ends) {
        return new Block(ends);
    }

    private final class Block extends Reader {

        private final Predicate<String> ends;
        private boolean atStart = true;
        private boolean first = true;
        private boolean over;

        Block(Predicate<String> ends) {
            this.ends = ends;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            if (over || length == 0) {
                return over ? -1 : 0;
            }
            if (atStart) {
                String next = peek();
                over = next == null || !first && ends.test(next);
                if (over) {
                    return -1;
                }
                first = false;
                atStart = false;
                line = null;
                number++;
            }
            return copy(target, offset, length);
        }

        private int copy(char[] target, int offset, int length) throws IOException {
            if (!fill(2) && start == end) {
                over = true;
                return -1;
            }
            int count = 0;
            while (count < length && start < end) {
                char c = buffer[start++];
                target[offset + count++] = c;
                if (c == '\n' || c == '\r' && (start == end || buffer[start] != '\n')) {
                    atStart = true;
                    break;
                }
            }
            lineEnded = atStart;
            return count;
        }

        @Override
        public void close() {
            // The text goes on.
        }
    }
}
