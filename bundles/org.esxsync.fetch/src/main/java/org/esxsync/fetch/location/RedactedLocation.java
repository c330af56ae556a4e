package org.esxsync.fetch.location;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.esxsync.api.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * A location as it may be shown: without query, fragment and user, and without the token that is
 * the first path segment at the hosts where one is.
 */
public final class RedactedLocation {

    private static final Set<String> TOKEN_HOSTS = Set.of("dl.broadcom.com");
    private static final String HIDDEN = "***";

    /** The token, or the reference to it, in which a file's path may have slashes. */
    private static final Pattern TOKEN = Pattern.compile("^/+(?:\\$%7[Bb].*?%7[Dd]|[^/]+)");

    private RedactedLocation() {}

    public static String of(URI location) {
        if (location.isOpaque() || location.getHost() == null) {
            return OneLine.of(withoutUser(withoutTail(location.toString())));
        }
        String port = location.getPort() < 0 ? "" : ":" + location.getPort();
        return OneLine.of(
                location.getScheme()
                        + "://"
                        + location.getHost()
                        + port
                        + path(location.getHost(), location.getRawPath()));
    }

    /** Whether the first path segment at this host is a token. */
    public static boolean hidesToken(URI location) {
        return location.getHost() != null && isTokenHost(location.getHost());
    }

    private static boolean isTokenHost(String host) {
        return TOKEN_HOSTS.contains(host.toLowerCase(Locale.ROOT));
    }

    private static String path(String host, @Nullable String path) {
        if (path == null) {
            return "";
        }
        if (!isTokenHost(host)) {
            return path;
        }
        return TOKEN.matcher(path).replaceFirst("/" + HIDDEN);
    }

    private static String withoutTail(String location) {
        return location.replaceFirst("[?#].*", "");
    }

    private static String withoutUser(String location) {
        return location.replaceFirst("//[^/]*@", "//");
    }
}
