package org.esxsync.api.compliance;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * What hosts are to have.
 *
 * @param kind which patches
 * @param until the last day of release that counts, with {@link Kind#UNTIL} and only then
 * @param ids ids of patches or names of image profiles, in any case of letters, with {@link
 *     Kind#NAMED} and only then
 */
public record Baseline(Kind kind, @Nullable LocalDate until, List<String> ids) {

    /** Every patch that is listed and not recalled. */
    public static final Baseline ALL = new Baseline(Kind.ALL, null, List.of());

    /** Those of them that their publisher calls security. */
    public static final Baseline SECURITY = new Baseline(Kind.SECURITY, null, List.of());

    /** No patch is called so. */
    private static final Set<String> WORDS = Set.of("all", "security", "latest", "newest", "none");

    private static final Pattern DATE = Pattern.compile("\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}");

    /** Which patches a baseline has. */
    public enum Kind {
        /** All. */
        ALL,
        /** Those of the category security. */
        SECURITY,
        /** Those that were released up to a day. */
        UNTIL,
        /** Those that are named. */
        NAMED
    }

    /**
     * @throws IllegalArgumentException if a part is missing or one too many
     */
    public Baseline {
        ids = ids.stream().map(OneLine::of).toList();
        if ((kind == Kind.UNTIL) != (until != null) || (kind == Kind.NAMED) == ids.isEmpty()) {
            throw new IllegalArgumentException("a baseline of kind " + kind + " is not complete");
        }
    }

    /** What was released up to a day, that day included. */
    public static Baseline until(LocalDate day) {
        return new Baseline(Kind.UNTIL, day, List.of());
    }

    /** Patches by their ids, and image profiles by their names. */
    public static Baseline named(List<String> ids) {
        return new Baseline(Kind.NAMED, null, ids);
    }

    /**
     * Reads what people type: {@code all}, {@code security}, a date such as {@code 2025-03-31}, or
     * ids and names of image profiles with commas between them.
     *
     * @throws IllegalArgumentException if the text names nothing
     */
    public static Baseline parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("all")) {
            return ALL;
        }
        if (word.equals("security")) {
            return SECURITY;
        }
        try {
            return until(LocalDate.parse(word));
        } catch (DateTimeParseException e) {
            if (DATE.matcher(word).matches()) {
                throw new IllegalArgumentException(
                        "the baseline '%s' is no day; write a date such as 2025-03-31"
                                .formatted(OneLine.of(text)),
                        e);
            }
        }
        List<String> ids =
                Stream.of(text.split(",")).map(String::strip).filter(id -> !id.isEmpty()).toList();
        if (ids.isEmpty()) {
            throw new IllegalArgumentException(
                    "the baseline '%s' names nothing; write all, security, a date such as 2025-03-31,"
                                    .formatted(OneLine.of(text))
                            + " or ids of patches or an image profile");
        }
        if (ids.stream().anyMatch(Baseline::isWord)) {
            throw new IllegalArgumentException(
                    "the baseline '%s' is not known: all, security or a date stand alone, and a list has ids of patches or image profiles"
                            .formatted(OneLine.of(text)));
        }
        return named(ids);
    }

    private static boolean isWord(String id) {
        String word = id.toLowerCase(Locale.ROOT);
        return WORDS.contains(word) || DATE.matcher(word).matches();
    }

    /** As people type it. */
    @Override
    public String toString() {
        return switch (kind) {
            case ALL -> "all";
            case SECURITY -> "security";
            case UNTIL -> String.valueOf(until);
            case NAMED -> ids.stream().collect(Collectors.joining(","));
        };
    }
}
