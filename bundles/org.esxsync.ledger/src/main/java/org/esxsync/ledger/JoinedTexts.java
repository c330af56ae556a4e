package org.esxsync.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts with tabs between them, read one after the other. No text of a patch has a tab in it, since
 * none has a control character.
 */
final class JoinedTexts {

    /** {@code char(9)} in SQL. */
    static final char SEPARATOR = '\t';

    private final String joined;
    private int position;

    JoinedTexts(String joined) {
        this.joined = joined;
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
        int end = joined.indexOf(SEPARATOR, position);
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
