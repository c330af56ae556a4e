package org.esxsync.serve.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code If-Match} and {@code If-None-Match} hold: tags, or {@code *} for any.
 *
 * @param any whether it is {@code *}
 * @param tags the tags that could be read
 */
record EntityTagList(boolean any, List<EntityTag> tags) {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");

    private static final Pattern SEPARATOR = Pattern.compile("[ \\t,]*");

    EntityTagList {
        tags = List.copyOf(tags);
    }

    /** Reads it; what does not have the form of a tag ends the list. */
    static EntityTagList parse(String text) {
        String stripped = text.strip();
        if (stripped.equals("*")) {
            return new EntityTagList(true, List.of());
        }
        List<EntityTag> tags = new ArrayList<>();
        Matcher separator = SEPARATOR.matcher(stripped);
        Matcher tag = TAG.matcher(stripped);
        int at = 0;
        while (at < stripped.length()) {
            if (separator.region(at, stripped.length()).lookingAt()) {
                at = separator.end();
            }
            if (!tag.region(at, stripped.length()).lookingAt()) {
                break;
            }
            tags.add(new EntityTag(tag.group(2), tag.group(1) != null));
            at = tag.end();
        }
        return new EntityTagList(false, tags);
    }

    /** The one tag that a text is; empty if it is none. */
    static Optional<EntityTag> single(String text) {
        Matcher tag = TAG.matcher(text.strip());
        return tag.matches()
                ? Optional.of(new EntityTag(tag.group(2), tag.group(1) != null))
                : Optional.empty();
    }

    boolean matches(Predicate<EntityTag> isSame) {
        return any || tags.stream().anyMatch(isSame);
    }
}
