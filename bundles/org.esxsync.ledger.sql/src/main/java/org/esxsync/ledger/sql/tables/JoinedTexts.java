package org.esxsync.ledger.sql.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Texts with a separator between them, read one after the other. No text of a patch has a separator
 * in it, since none has a control character.
 */
final class JoinedTexts {

    /** Between the columns of a line. */
    static final char TAB = '\t';

    /** At the end of each line. */
    static final char END_OF_LINE = '\n';

    /** Between texts of several lines. */
    static final char RECORD_SEPARATOR = '\u001e';

    /** At the end of each value of a list within a column. */
    static final char UNIT_SEPARATOR = '\u001f';

    /** Between the parts of such a value. */
    static final char GROUP_SEPARATOR = '\u001d';

    private final String joined;
    private final char separator;
    private int position;

    JoinedTexts(String joined, char separator) {
        this.joined = joined;
        this.separator = separator;
    }

    /** Makes a value of each line. */
    static <T> List<T> lines(String lines, Function<String, T> maker) {
        return ended(lines, END_OF_LINE, maker);
    }

    /** Makes a value of each value of a list within a column. */
    static <T> List<T> items(String items, Function<String, T> maker) {
        return ended(items, UNIT_SEPARATOR, maker);
    }

    private static <T> List<T> ended(String joined, char end, Function<String, T> maker) {
        if (joined.isEmpty()) {
            return List.of();
        }
        List<T> values = new ArrayList<>();
        JoinedTexts texts = new JoinedTexts(joined, end);
        while (texts.position < joined.length()) {
            values.add(maker.apply(texts.next()));
        }
        return values;
    }

    static <T> String joinLines(List<T> values, Function<T, String> line) {
        return end(values, END_OF_LINE, line);
    }

    static <T> String joinItems(List<T> values, Function<T, String> item) {
        return end(values, UNIT_SEPARATOR, item);
    }

    private static <T> String end(List<T> values, char end, Function<T, String> text) {
        StringBuilder joined = new StringBuilder();
        values.forEach(value -> joined.append(text.apply(value)).append(end));
        return joined.toString();
    }

    static String join(char separator, String... texts) {
        return String.join(String.valueOf(separator), texts);
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
