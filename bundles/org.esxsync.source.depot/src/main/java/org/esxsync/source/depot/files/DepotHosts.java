package org.esxsync.source.depot.files;

import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.esxsync.api.source.MalformedSourceException;

/**
 * The hosts to which the documents of an online depot may lead: those that the administrator names,
 * and those on which a document was found. For one thread.
 */
public final class DepotHosts {

    private final String pid;
    private final List<String> rules;
    private final Set<String> known = new HashSet<>();

    /**
     * @param pid names the configuration in messages
     * @param rules names, {@code *.domain}, or {@code *} for any; several may be parted by commas
     */
    public DepotHosts(String pid, String... rules) {
        this.pid = pid;
        this.rules =
                Arrays.stream(rules)
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(rule -> rule.strip().toLowerCase(Locale.ROOT))
                        .toList();
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
        if (!known.contains(host) && rules.stream().noneMatch(rule -> covers(rule, host))) {
            throw new MalformedSourceException(
                    OnlineLocation.display(document.toString()),
                    "it is on another host; if that is right, add %s to hosts= in %s.cfg"
                            .formatted(host, pid));
        }
    }

    private static boolean covers(String rule, String host) {
        return rule.equals("*")
                || rule.equals(host)
                || rule.startsWith("*.") && host.endsWith(rule.substring(1));
    }

    private static String host(URI document) {
        String host = document.getHost();
        // Java sees no host in one with an underscore.
        return (host == null ? String.valueOf(document.getRawAuthority()) : host)
                .toLowerCase(Locale.ROOT);
    }
}
