package org.esxsync.ledger.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Texts with a separator between them, read one after the other. No text of a patch has a separator
 * in it, since none has a control character.
 */
final class JoinedTexts {

    /** Between the columns of a line: {@code char(9)} in SQL. */
    static final char TAB = '\t';

    /** At the end of each line: {@code char(10)} in SQL. */
    static final char END_OF_LINE = '\n';

    /** Between texts of several lines: {@code char(30)} in SQL. */
    static final char RECORD_SEPARATOR = '\u001e';

    private final String joined;
    private final char separator;
    private int position;

    JoinedTexts(String joined, char separator) {
        this.joined = joined;
        this.separator = separator;
    }

    /** Makes a value of each line. */
    static <T> List<T> lines(String lines, Function<String, T> maker) {
        List<T> values = new ArrayList<>();
        JoinedTexts texts = new JoinedTexts(lines, END_OF_LINE);
        while (texts.position < lines.length()) {
            values.add(maker.apply(texts.next()));
        }
        return values;
    }

    boolean hasNext() {
        return position <= joined.length();
    }

    /**
     * @throws IllegalArgumentException if there is none
     */
    String next() {
        if (!hasNext()) {
            throw new IllegalArgumentException("it has too few columns");
        }
        int end = joined.indexOf(separator, position);
        int stop = end < 0 ? joined.length() : end;
        String text = joined.substring(position, stop);
        position = stop + 1;
        return text;
    }

    List<String> rest() {
        List<String> rest = new ArrayList<>();
        while (hasNext()) {
            rest.add(next());
        }
        return rest;
    }
}
