package org.esxsync.fetch.config;

import java.net.URI;
import java.util.Locale;
import org.esxsync.api.configuration.HostPatterns;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;

/**
 * Which redirects are followed.
 *
 * @param limit how many in a row
 * @param hosts the other hosts to which a redirect may lead
 */
public record RedirectRules(int limit, HostPatterns hosts) {

    /**
     * The location that a redirect leads to.
     *
     * @throws FetchException if it must not be followed
     */
    public URI follow(URI from, String to) {
        URI next = resolve(from, to);
        String scheme = next.getScheme() == null ? "" : next.getScheme().toLowerCase(Locale.ROOT);
        if (next.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw refused(from, "the server redirects to something that is no web address");
        }
        if (from.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
            throw refused(from, "the server redirects from https to plain http");
        }
        if (!next.getHost().equalsIgnoreCase(from.getHost()) && !hosts.match(next.getHost())) {
            throw refused(
                    from,
                    "the server redirects to "
                            + next.getHost()
                            + "; if that is right, add it to redirect.hosts in"
                            + " org.esxsync.fetch.cfg");
        }
        return next;
    }

    private static URI resolve(URI from, String to) {
        try {
            return from.resolve(to.strip().replace(" ", "%20"));
        } catch (IllegalArgumentException e) {
            throw refused(from, "the server redirects to something that is no web address");
        }
    }

    private static FetchException refused(URI from, String detail) {
        return new FetchException(Reason.REFUSED, RedactedLocation.of(from), detail);
    }
}
