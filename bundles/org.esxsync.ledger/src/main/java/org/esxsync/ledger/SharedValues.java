package org.esxsync.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes values of texts, of equal texts one value as a rule: most of what patches consist of is
 * said of many of them, and is neither to be made nor to be kept for each. Used by one thread.
 */
final class SharedValues<T> {

    private static final int MOST = 4096;

    private final Function<String, T> maker;
    private final Map<String, T> values = new HashMap<>();

    SharedValues(Function<String, T> maker) {
        this.maker = maker;
    }

    T of(String text) {
        T known = values.get(text);
        if (known != null) {
            return known;
        }
        if (values.size() == MOST) {
            values.clear();
        }
        T made = maker.apply(text);
        values.put(text, made);
        return made;
    }
}
