package org.esxsync.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts that a query joined by one character, read one after the other. No text of a patch has such
 * a character in it, since none has a control character.
 */
final class JoinedTexts {

    /** Between the columns of a row: {@code char(31)} in SQL. */
    static final char COLUMN = '\u001f';

    /** Between rows: {@code char(30)} in SQL. */
    static final char ROW = '\u001e';

    private final String joined;
    private final char separator;
    private int position;

    JoinedTexts(String joined, char separator) {
        this.joined = joined;
        this.separator = separator;
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
