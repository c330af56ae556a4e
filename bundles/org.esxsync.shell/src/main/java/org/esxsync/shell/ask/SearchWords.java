package org.esxsync.shell.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.esxsync.api.patch.Patch;

/**
 * A release and words to look for in the ids and titles of patches, in any case of letters.
 *
 * @param release the release, if one was typed
 * @param words all of these must be there, in lower case
 */
public record SearchWords(Optional<String> release, List<String> words) {

    /** A product and version, or a version with a point, which no id of a patch looks like. */
    private static final Pattern RELEASE =
            Pattern.compile("([a-z]+-\\d+(\\.\\d+)+|\\d+(\\.\\d+)+)", Pattern.CASE_INSENSITIVE);

    public SearchWords {
        words = List.copyOf(words);
    }

    /** The first word that looks like a release is one. */
    public static SearchWords of(String... typed) {
        List<String> words = new ArrayList<>(List.of(typed));
        Optional<String> release =
                words.stream().filter(word -> RELEASE.matcher(word).matches()).findFirst();
        release.ifPresent(words::remove);
        return new SearchWords(
                release, words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList());
    }

    boolean isIn(Patch patch) {
        if (words.isEmpty()) {
            return true;
        }
        String text = (patch.id() + " " + patch.title()).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(text::contains);
    }
}
