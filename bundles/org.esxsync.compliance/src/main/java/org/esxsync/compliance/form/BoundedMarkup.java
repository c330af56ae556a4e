package org.esxsync.compliance.form;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import org.esxsync.compliance.text.UnreadableException;

/**
 * Ends with an error where a tag, a comment or the like is longer than in any output, since a
 * parser holds each as a whole.
 */
final class BoundedMarkup extends FilterReader {

    private static final int LONGEST = 1 << 20;
    private static final int LONGEST_START = "![CDATA[".length();

    private final StringBuilder start = new StringBuilder();
    private boolean isOpen;
    private char quote;
    private String end = "";
    private int matched;
    private int length;

    BoundedMarkup(Reader text) {
        super(text);
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        if (c >= 0) {
            see((char) c);
        }
        return c;
    }

    @Override
    public int read(char[] target, int offset, int wanted) throws IOException {
        int count = super.read(target, offset, wanted);
        for (int i = 0; i < count; i++) {
            see(target[offset + i]);
        }
        return count;
    }

    private void see(char c) throws UnreadableException {
        if (!isOpen) {
            if (c == '<') {
                open();
            }
            return;
        }
        length++;
        if (length > LONGEST) {
            throw new UnreadableException(
                    "its XML has a tag or a comment of more than %,d characters"
                            .formatted(LONGEST));
        }
        if (end.isEmpty()) {
            tag(c);
        } else {
            upToEnd(c);
        }
    }

    private void open() {
        isOpen = true;
        start.setLength(0);
        quote = 0;
        end = "";
        matched = 0;
        length = 0;
    }

    private void tag(char c) {
        if (start.length() < LONGEST_START) {
            start.append(c);
            end = endOf(start);
        }
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            isOpen = false;
        }
    }

    private static String endOf(StringBuilder start) {
        return switch (start.toString()) {
            case "!--" -> "-->";
            case "![CDATA[" -> "]]>";
            case "?" -> "?>";
            default -> "";
        };
    }

    private void upToEnd(char c) {
        if (c == end.charAt(matched)) {
            matched++;
        } else if (c != end.charAt(0) || matched < end.length() - 1) {
            // "--->" and "]]]>" end as well.
            matched = c == end.charAt(0) ? 1 : 0;
        }
        isOpen = matched < end.length();
    }
}
