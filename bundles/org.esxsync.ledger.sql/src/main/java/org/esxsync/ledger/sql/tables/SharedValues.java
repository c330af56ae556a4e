package org.esxsync.ledger.sql.tables;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes values of texts, of equal texts one value as a rule: most of what patches consist of is
 * said of many of them, and is neither to be made nor to be kept for each. Used by one thread.
 */
final class SharedValues<T> {

    private record Known<T>(String text, T value) {}

    private static final int MOST = 4096;

    /** To find a text by all of it takes longer than all else that is done with it. */
    private static final int END = 16;

    private final Function<String, T> maker;
    private final Map<String, Known<T>> byEnd = new HashMap<>();

    SharedValues(Function<String, T> maker) {
        this.maker = maker;
    }

    T of(String text) {
        String end = text.substring(Math.max(0, text.length() - END));
        Known<T> known = byEnd.get(end);
        if (known != null && known.text().equals(text)) {
            return known.value();
        }
        if (byEnd.size() == MOST) {
            byEnd.clear();
        }
        T made = maker.apply(text);
        byEnd.put(end, new Known<>(text, made));
        return made;
    }
}
