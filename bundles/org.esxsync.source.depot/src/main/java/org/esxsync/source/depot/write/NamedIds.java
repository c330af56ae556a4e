package org.esxsync.source.depot.write;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.esxsync.source.depot.metadata.Cancellation;

/**
 * Looks for the ids of VIBs, bulletins and components in text whose form is not known, such as that
 * of base images and add-ons. A component's id is made of its name and version, which may stand
 * apart. Takes time that grows with the text alone, however many ids there are. For one thread.
 */
final class NamedIds {

    /** Longer than any base image or add-on, by far. */
    static final int MAX_CHARACTERS = 16 << 20;

    /** What parts two words in JSON and XML. */
    private static final String SIGNS = " \t\r\n\f\"'<>{}[](),;:=&";

    /** How many words may stand between a name and its version. */
    private static final int APART = 16;

    private static final int MAX_ID = 1024;
    private static final int CHECK_EVERY = 1 << 16;

    private static final String FILE = ".vib";

    private static final Pattern VIB = Pattern.compile("[^_]+_(bootbank|locker|meta)_.+_[^_]+");

    private final Set<String> present;
    private final Set<String> gone;

    /**
     * The names of components, each with its versions, and whether it is there in that one. Filled
     * for the first text, since most depots have none.
     */
    private final Map<String, Map<String, Boolean>> versions = new HashMap<>();

    private final Set<String> anyVersion = new HashSet<>();

    /**
     * @param present ids of what is there
     * @param gone ids of what the upstream depot has and this one has not
     */
    NamedIds(Set<String> present, Set<String> gone) {
        this.present = present;
        this.gone = gone;
    }

    private void split(String id, boolean isPresent) {
        int end = id.lastIndexOf('_');
        if (end > 0) {
            String version = id.substring(end + 1);
            anyVersion.add(version);
            versions.computeIfAbsent(id.substring(0, end), name -> new HashMap<>(2))
                    .put(version, isPresent);
        }
    }

    /** What a text names. */
    enum Answer {
        /** Something that is not there. */
        GONE,
        /** Only what is there. */
        PRESENT,
        /** Nothing that is known. */
        NOTHING,
        /** It is too long to be looked through. */
        TOO_LONG
    }

    /**
     * @param place names the text in the message of a scan that is cancelled
     */
    Answer in(Reader text, String place) throws IOException {
        if (versions.isEmpty()) {
            present.forEach(id -> split(id, true));
            gone.forEach(id -> split(id, false));
        }
        Search search = new Search();
        StringBuilder word = new StringBuilder();
        int length = 0;
        for (int c = text.read(); c >= 0 && !search.foundGone; c = text.read()) {
            if (++length > MAX_CHARACTERS) {
                return Answer.TOO_LONG;
            }
            if (length % CHECK_EVERY == 0) {
                Cancellation.check(place);
            }
            if (SIGNS.indexOf(c) < 0) {
                // A longer word is no id, and shall take no memory.
                if (word.length() <= MAX_ID) {
                    word.append((char) c);
                }
            } else if (!word.isEmpty()) {
                search.take(word.toString());
                word.setLength(0);
            }
        }
        search.take(word.toString());
        return search.answer();
    }

    /** Goes through the words of a text. */
    private final class Search {

        /** The last names and versions of components, each with its place among the words. */
        private final Deque<Half> halves = new ArrayDeque<>();

        private int words;
        private boolean foundGone;
        private boolean foundPresent;

        private record Half(String word, int position) {}

        void take(String word) {
            if (word.isEmpty() || word.length() > MAX_ID) {
                return;
            }
            String id = ofFile(word);
            foundGone |= gone.contains(word) || isGone(id);
            foundPresent |= present.contains(word) || present.contains(id);
            words++;
            if (versions.containsKey(word) || anyVersion.contains(word)) {
                while (!halves.isEmpty() && halves.getFirst().position() < words - APART) {
                    halves.removeFirst();
                }
                for (Half other : halves) {
                    join(other.word(), word);
                    join(word, other.word());
                }
                halves.addLast(new Half(word, words));
            }
        }

        private void join(String name, String version) {
            Boolean isPresent = versions.getOrDefault(name, Map.of()).get(version);
            foundGone |= Boolean.FALSE.equals(isPresent);
            foundPresent |= Boolean.TRUE.equals(isPresent);
        }

        Answer answer() {
            if (foundGone) {
                return Answer.GONE;
            }
            return foundPresent ? Answer.PRESENT : Answer.NOTHING;
        }
    }

    /** A VIB may be named by the path of its file. */
    private static String ofFile(String word) {
        return word.endsWith(FILE)
                ? word.substring(word.lastIndexOf('/') + 1, word.length() - FILE.length())
                : word;
    }

    private boolean isGone(String word) {
        return gone.contains(word) || !present.contains(word) && VIB.matcher(word).matches();
    }
}
