package org.esxsync.fileinstall.setup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.fetch.RedactedLocation;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a depot whose first directory is a token, such as {@code
 * https://dl.broadcom.com/TOKEN/PROD/COMP/ESX_HOST/main/vmw-depot-index.xml}. A person types it
 * with the token, with a word in its place, or without either.
 *
 * @param host the URL up to the slash before the token
 * @param token the token that was typed, or null if none was
 * @param path what follows the token, without a slash at its start
 */
record TokenUrl(String host, @Nullable String token, String path) {

    private static final Pattern URL =
            Pattern.compile(
                    "(?i)(https?://(?:%s)(?::\\d+)?)/+(.*)"
                            .formatted(
                                    String.join("|", RedactedLocation.tokenHosts())
                                            .replace(".", "\\.")));

    /** The directory with which all of the vendor's paths begin. */
    private static final String TOP = "PROD";

    /** Words that stand in the vendor's own text where the token belongs. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?i)[<{\\[].*|(?:your|download|my)?[-_ ]?token|\\*+");

    /** Reads a URL, or gives null if it needs no token or refers to one already. */
    static @Nullable TokenUrl of(String location) {
        Matcher url = URL.matcher(location);
        if (!url.matches() || url.group(2).startsWith("${")) {
            return null;
        }
        String rest = url.group(2);
        if (rest.equals(TOP) || rest.startsWith(TOP + "/")) {
            return new TokenUrl(url.group(1), null, rest);
        }
        String first = rest.split("/", 2)[0];
        String behind = rest.substring(Math.min(rest.length(), first.length() + 1));
        boolean isWord = PLACEHOLDER.matcher(first).matches() || first.isEmpty();
        return new TokenUrl(url.group(1), isWord ? null : first, behind);
    }

    /** The URL with a reference in place of the token. */
    String referringTo(String file) {
        return "%s/${file:%s}/%s".formatted(host, file, path);
    }

    /** The URL without a token, for people and for a name. */
    String withoutToken() {
        return host + "/" + path;
    }
}
