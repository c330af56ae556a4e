package org.esxsync.source.depot.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.Secrets;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.RedactedLocation;

/**
 * The URL of an online depot as an administrator writes it. A secret in its path is a reference
 * such as <code>${env:TOKEN}</code>, at the publisher's host or at one that passes requests on to
 * it. It stays one, percent-encoded, in every URL that follows from this one, and only the
 * transport puts the secret in its place.
 */
public final class OnlineLocation {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-z]+:[^{}]+)}");
    private static final String ENCODED_REFERENCE = "$%7B";
    private static final Pattern DIRECTORY = Pattern.compile("(?<=[^:/]/)\\$%7B.+?%7D(?=/|$)");

    private OnlineLocation() {}

    /**
     * The URLs at which the index may be, the likeliest first.
     *
     * @param pid names the configuration in messages
     * @throws ConfigurationException if the location cannot be used
     */
    public static Set<URI> indexes(String pid, String location) {
        URI url = url(pid, location);
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        if (path.toLowerCase(Locale.ROOT).endsWith(".xml")) {
            return Set.of(url);
        }
        if (path.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return Set.of(URI.create("jar:" + url + "!/" + DepotFiles.INDEX_NAMES.get(0)));
        }
        String folder = url.toString().endsWith("/") ? url.toString() : url + "/";
        Set<URI> indexes = new LinkedHashSet<>();
        DepotFiles.INDEX_NAMES.forEach(index -> indexes.add(URI.create(folder + index)));
        return indexes;
    }

    /**
     * The URLs of the indexes of a mirror's releases, if the location is a directory.
     *
     * @param indexes the URLs at which an index of its own may be
     * @param releases names of releases
     */
    public static Set<URI> mirrored(Set<URI> indexes, Collection<String> releases) {
        Set<URI> mirrored = new LinkedHashSet<>();
        if (indexes.size() > 1) {
            URI top = indexes.iterator().next();
            String index = "/" + DepotFiles.INDEX_NAMES.get(0);
            releases.forEach(release -> mirrored.add(top.resolve(release + index)));
        }
        return mirrored;
    }

    /** Whether a URL refers to a secret. */
    static boolean refersToSecret(String url) {
        return url.toUpperCase(Locale.ROOT).contains(ENCODED_REFERENCE);
    }

    private static URI url(String pid, String location) {
        try {
            Matcher reference = REFERENCE.matcher(location);
            URI url = new URI(reference.replaceAll("\\$%7B$1%7D"));
            if (url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
                throw unusable(pid, location, "write a URL with a host, and without user or query");
            }
            refuseMisplacedToken(pid, location, url);
            Secrets.permit(url);
            return url;
        } catch (URISyntaxException e) {
            throw unusable(pid, location, "it is not a URL");
        }
    }

    /** The transport resolves a whole directory, and would send any other reference as it is. */
    private static void refuseMisplacedToken(String pid, String location, URI url) {
        if (RedactedLocation.hasToken(url)
                && !url.getRawPath().startsWith("/" + ENCODED_REFERENCE)) {
            throw unusable(pid, location, "write the token as a reference such as ${env:TOKEN}");
        }
        String rest = DIRECTORY.matcher(url.toString()).replaceAll("");
        if (rest.contains(ENCODED_REFERENCE)) {
            throw unusable(pid, location, "a reference stands for a whole directory of the path");
        }
    }

    private static ConfigurationException unusable(String pid, String location, String allowed) {
        return new ConfigurationException(pid, "location", RedactedLocation.of(location), allowed);
    }
}
