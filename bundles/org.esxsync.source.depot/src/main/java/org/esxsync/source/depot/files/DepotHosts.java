package org.esxsync.source.depot.files;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.esxsync.api.configuration.HostPatterns;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.source.MalformedSourceException;

/**
 * The hosts to which the documents of an online depot may lead: those that the administrator names,
 * and those on which a document was found. For one thread.
 */
public final class DepotHosts {

    /** How the URL of an entry of a zip starts. */
    private static final String ZIP = "jar:";

    private final String pid;
    private final HostPatterns rules;
    private final Set<String> known = new HashSet<>();

    /**
     * @param pid names the configuration in messages
     * @param rules as {@link HostPatterns} reads them
     */
    public DepotHosts(String pid, String... rules) {
        this.pid = pid;
        this.rules = HostPatterns.of(rules);
    }

    /** Trusts the host of a document. */
    void trust(URI document) {
        known.add(host(document));
    }

    /**
     * @throws MalformedSourceException if no document should lead there
     */
    void check(URI document) {
        String host = host(document);
        if (!known.contains(host) && !rules.match(host)) {
            throw new MalformedSourceException(
                    RedactedLocation.of(document),
                    "it is on another host; if that is right, add %s to hosts= in %s.cfg"
                            .formatted(host, pid));
        }
    }

    private static String host(URI place) {
        String text = place.toString();
        URI document = text.startsWith(ZIP) ? URI.create(text.substring(ZIP.length())) : place;
        String host = document.getHost();
        // Java sees no host in one with an underscore.
        return (host == null ? String.valueOf(document.getRawAuthority()) : host)
                .toLowerCase(Locale.ROOT);
    }
}
