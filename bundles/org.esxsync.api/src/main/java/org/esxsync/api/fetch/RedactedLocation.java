package org.esxsync.api.fetch;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.esxsync.api.OneLine;
import org.esxsync.api.Secrets;

/**
 * A location as it may be shown, logged and recorded: on one line, without user, query and
 * fragment, without the download token that is the first directory at some hosts, and without what
 * {@link Secrets} knows. For any thread.
 */
public final class RedactedLocation {

    /** Where the first directory is a token, as Broadcom hands them out since 2025. */
    private static final Set<String> TOKEN_HOSTS = Set.of("dl.broadcom.com");

    private static final Pattern TAIL = Pattern.compile("[?#].*", Pattern.DOTALL);
    private static final Pattern USER = Pattern.compile("//[^/]*@");
    private static final Pattern UNCHECKED_USER = Pattern.compile("//.*@", Pattern.DOTALL);

    /** The token, or the reference to it, in which a file's path may have slashes. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?i)(https?://(?:%s)(?::\\d*)?)/+(?:\\$(?:%%7b|\\{).*?(?:%%7d|})|[^/]+)"
                            .formatted(
                                    String.join(
                                            "|",
                                            TOKEN_HOSTS.stream().map(Pattern::quote).toList())));

    private RedactedLocation() {}

    /** A location without its secrets. */
    public static String of(URI location) {
        return withoutToken(USER.matcher(withoutTail(location.toString())).replaceFirst("//"));
    }

    /**
     * The same for a location that nobody has checked yet, as an administrator or a publisher wrote
     * it. All before the last {@code @} counts as the user: a password may have slashes.
     */
    public static String of(String location) {
        return withoutToken(UNCHECKED_USER.matcher(withoutTail(location)).replaceFirst("//"));
    }

    /** Whether the first directory of a location is a token. */
    public static boolean hasToken(URI location) {
        String host = location.getHost();
        return host != null && TOKEN_HOSTS.contains(host.toLowerCase(Locale.ROOT));
    }

    /** The hosts at which the first directory is a token. */
    public static Set<String> tokenHosts() {
        return TOKEN_HOSTS;
    }

    private static String withoutTail(String location) {
        return TAIL.matcher(location).replaceFirst("");
    }

    private static String withoutToken(String location) {
        return OneLine.of(Secrets.mask(TOKEN.matcher(location).replaceFirst("$1/***")));
    }
}
