package org.esxsync.source.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.Transport;
import org.esxsync.source.files.share.ListedShare;
import org.esxsync.source.files.share.LocalShare;
import org.esxsync.source.files.share.OnlineShare;
import org.esxsync.source.files.share.Share;

/** Opens the configured place. */
final class ShareLocation {

    private static final String KEY = "location";
    private static final String ALLOWED =
            "name a directory, a list of files that ends in .txt, or the http or https URL of"
                    + " either";

    private ShareLocation() {}

    /** The location as it may be shown. */
    static String shown(String location) {
        return location.contains("://") ? RedactedLocation.of(location) : location;
    }

    /**
     * @throws ConfigurationException if it is no place that can be read
     * @throws org.esxsync.api.EsxSyncException if it cannot be read
     */
    static Share open(String pid, String location, Transport transport) {
        URI uri = place(pid, location);
        if (isLocal(uri) && Files.isDirectory(Path.of(uri))) {
            return LocalShare.at(Path.of(uri));
        }
        return ListedShare.isOne(uri.getPath())
                ? ListedShare.at(transport, uri)
                : OnlineShare.at(transport, uri);
    }

    /**
     * Where it is; a server is not asked.
     *
     * @throws ConfigurationException if it is no place that can be read
     */
    static URI place(String pid, String location) {
        URI uri = uri(pid, location);
        Path path = isLocal(uri) ? Path.of(uri) : null;
        if (path == null
                || Files.isDirectory(path)
                || Files.isRegularFile(path) && ListedShare.isOne(path.toString())) {
            return uri;
        }
        throw unusable(
                pid,
                location,
                (Files.exists(path) ? "it is no directory; " : "there is no such directory; ")
                        + ALLOWED);
    }

    private static boolean isLocal(URI uri) {
        return "file".equalsIgnoreCase(uri.getScheme());
    }

    static URI uri(String pid, String location) {
        try {
            if (location.toLowerCase(Locale.ROOT).matches("(?:https?|file):.*")) {
                URI uri = new URI(location);
                if (uri.getRawUserInfo() != null) {
                    throw unusable(
                            pid,
                            location,
                            "take the user and password out of the URL: it is shown and recorded");
                }
                if (uri.getPath() != null
                        && ("file".equalsIgnoreCase(uri.getScheme()) || uri.getHost() != null)) {
                    return uri;
                }
            } else if (!location.isEmpty()) {
                return Path.of(location).toAbsolutePath().normalize().toUri();
            }
        } catch (URISyntaxException | InvalidPathException e) {
            throw unusable(pid, location, ALLOWED);
        }
        throw unusable(pid, location, ALLOWED);
    }

    private static ConfigurationException unusable(String pid, String location, String allowed) {
        return new ConfigurationException(pid, KEY, shown(location), allowed);
    }
}
