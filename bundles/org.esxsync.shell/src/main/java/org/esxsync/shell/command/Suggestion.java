package org.esxsync.shell.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.UnknownReleaseException;

/** Names what may have been meant by a word that nobody knows. */
public final class Suggestion {

    /** In a word of this many letters, one may be wrong. */
    private static final int LETTERS_FOR_ONE_ERROR = 3;

    private Suggestion() {}

    /** Such as {@code ; perhaps 'sync' is meant}, or empty text if no word is near. */
    static String of(String typed, Collection<String> known) {
        return known.stream()
                .filter(word -> distance(typed, word) <= tolerance(typed, word))
                .min(Comparator.comparingInt(word -> distance(typed, word)))
                .map("; perhaps '%s' is meant"::formatted)
                .orElse("");
    }

    /** The message of an error, with what may have been meant. */
    public static String message(EsxSyncException error) {
        return error instanceof UnknownReleaseException unknown
                ? unknown.getMessage()
                        + of(
                                unknown.release(),
                                unknown.known().stream().map(EsxRelease::toString).toList())
                : String.valueOf(error.getMessage());
    }

    private static int tolerance(String typed, String word) {
        return Math.max(typed.length(), word.length()) / LETTERS_FOR_ONE_ERROR;
    }

    /** How many letters are to be added, dropped, changed or swapped with the next. */
    private static int distance(String typed, String word) {
        String a = typed.toLowerCase(Locale.ROOT);
        String b = word.toLowerCase(Locale.ROOT);
        int[][] errors = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                errors[i][j] = i == 0 || j == 0 ? i + j : fewest(errors, a, b, i, j);
            }
        }
        return errors[a.length()][b.length()];
    }

    private static int fewest(int[][] errors, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int fewest =
                Math.min(
                        errors[i - 1][j - 1] + (same ? 0 : 1),
                        Math.min(errors[i - 1][j], errors[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(fewest, errors[i - 2][j - 2] + 1) : fewest;
    }
}
