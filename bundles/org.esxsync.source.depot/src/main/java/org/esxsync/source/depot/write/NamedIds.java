package org.esxsync.source.depot.write;

import java.io.IOException;
import java.io.Reader;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for the ids of VIBs, bulletins and components in text whose form is not known, such as that
 * of base images and add-ons. A component's id is made of its name and version, which may stand
 * apart.
 *
 * @param present ids of what is there
 * @param gone ids of what the upstream depot has and this one has not
 */
record NamedIds(Set<String> present, Set<String> gone) {

    /** What parts two words in JSON and XML. */
    private static final String SIGNS = " \t\r\n\f\"'<>{}[](),;:=&";

    /** How many words may stand between a name and its version. */
    private static final int APART = 16;

    private static final int MAX_ID = 1024;

    private static final String FILE = ".vib";

    private static final Pattern VIB = Pattern.compile("[^_]+_(bootbank|locker|meta)_.+_[^_]+");

    /** What a text names. */
    enum Answer {
        /** Something that is not there. */
        GONE,
        /** Only what is there. */
        PRESENT,
        /** Nothing that is known. */
        NOTHING
    }

    Answer in(Reader text) throws IOException {
        Search search = new Search();
        StringBuilder word = new StringBuilder();
        for (int c = text.read(); c >= 0 && !search.foundGone; c = text.read()) {
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

        private final String[] last = new String[APART];
        private int words;
        private boolean foundGone;
        private boolean foundPresent;

        void take(String word) {
            if (word.isEmpty() || word.length() > MAX_ID) {
                return;
            }
            String id = ofFile(word);
            foundGone |= gone.contains(word) || isGone(id);
            foundPresent |= present.contains(word) || present.contains(id);
            for (int i = 0; i < Math.min(words, APART); i++) {
                take(last[i], word);
                take(word, last[i]);
            }
            last[words++ % APART] = word;
        }

        private void take(String name, String version) {
            String id = name + "_" + version;
            foundGone |= gone.contains(id);
            foundPresent |= present.contains(id);
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
