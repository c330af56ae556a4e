package org.esxsync.source.files;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What people should know of a share though it fails nothing. Used by one thread. */
final class Remarks {

    private static final int MAX = 100;
    private static final int SHOWN = 10;

    private final String source;
    private final Consumer<String> output;
    private final Set<String> texts = new LinkedHashSet<>();
    private int more;

    Remarks(String source, Consumer<String> output) {
        this.source = source;
        this.output = output;
    }

    void add(String text) {
        if (texts.size() < MAX) {
            texts.add(text);
        } else if (!texts.contains(text)) {
            more++;
        }
    }

    /** Some of many names, as a part of a sentence. */
    static String some(List<String> names) {
        int left = names.size() - SHOWN;
        return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (left > 0 ? " and %d more".formatted(left) : "");
    }

    /** Tells them all. */
    void tell() {
        texts.forEach(text -> output.accept(source + ": " + text));
        if (more > 0) {
            output.accept("%s: %d more remarks of this kind".formatted(source, more));
        }
    }
}
