package org.esxsync.source.depot.vib;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.EsxSyncException;

/**
 * Keeps one of each of the many equal parts that descriptions have, and bounds what all the parts
 * of a metadata zip take together. For one thread.
 */
public final class SharedParts {

    /** About as many characters; a whole product of 40,000 VIBs has half of it. */
    private static final long MAX_WEIGHT = 64L << 20;

    /** What an object takes, about. */
    private static final int OBJECT = 48;

    private static final int REFERENCE = 8;

    private final String place;

    /** By text, since only of texts no flood with equal hashes makes this slow. */
    private final Map<String, Object> parts = new HashMap<>();

    private long weight;

    /**
     * @param place names the metadata zip in messages
     */
    public SharedParts(String place) {
        this.place = place;
    }

    /** The first text that was equal to this one. */
    public String shared(String text) {
        return shared(text, text);
    }

    /** The first part whose text and class are this one's. */
    public <T> T shared(T part, Class<T> type) {
        return type.cast(shared(type.getSimpleName() + " " + part, part));
    }

    @SuppressWarnings("unchecked")
    private <T> T shared(String key, T part) {
        Object first = parts.putIfAbsent(key, part);
        if (first == null) {
            add(OBJECT + key.length());
            return part;
        }
        return (T) first;
    }

    /** Counts a text of which there is only this one. */
    public String single(String text) {
        add(OBJECT + text.length());
        return text;
    }

    /** Counts a list. */
    public <T> List<T> list(List<T> list) {
        add((long) REFERENCE * list.size());
        return List.copyOf(list);
    }

    /** It ends the reading of the zip, unlike what is wrong with a single description. */
    private static final class TooLargeException extends EsxSyncException {

        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    private void add(long more) {
        weight += more;
        if (weight > MAX_WEIGHT) {
            throw new TooLargeException(
                    place
                            + ": what it describes takes more than "
                            + MAX_WEIGHT
                            + " bytes together");
        }
    }
}
