package org.esxsync.source.depot;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.MalformedSourceException;

/**
 * How one document of a depot names another. Everything lies beside the document that names it or
 * below; only an online depot may also name {@code http} and {@code https} URLs elsewhere.
 */
final class DepotUrl {

    private DepotUrl() {}

    /** The URL of the top of a zip; entries are added to it. */
    static URI zip(Path zip) {
        return URI.create("jar:" + escaped(zip.toAbsolutePath().toUri().toASCIIString()) + "!/");
    }

    /** The URL of a file that stands in the same directory as a document, or below it. */
    static URI beside(URI document, RelativePath path) {
        String base = document.toString().replaceFirst("[?#].*$", "");
        return URI.create(base.substring(0, base.lastIndexOf('/') + 1) + encoded(path));
    }

    /**
     * The URL that a document means.
     *
     * @param document the document
     * @param reference what it says: a relative path, or a URL. In a depot on disk the last part of
     *     a URL is meant, since a store keeps the URLs that it was downloaded from.
     */
    static URI resolve(URI document, String reference) {
        if (!isOnline(reference)) {
            return beside(document, safe(reference));
        }
        URI url = checked(document, reference);
        return isOnline(document.toString()) ? url : beside(document, lastPart(url));
    }

    /** Whether this is an {@code http} or {@code https} URL. */
    static boolean isOnline(String location) {
        String start = location.toLowerCase(Locale.ROOT);
        return start.startsWith("http://") || start.startsWith("https://");
    }

    /**
     * A path that a document names.
     *
     * @throws RelativePath.UnsafePathException if it is not safe
     */
    static RelativePath safe(String path) {
        if (path.indexOf('%') >= 0) {
            // one reader's "%2e%2e" is another one's ".."
            throw new MalformedSourceException(
                    "the path '" + Plain.line(path) + "'", "it is percent-encoded");
        }
        return new RelativePath(path);
    }

    private static URI checked(URI document, String reference) {
        try {
            URI url = new URI(reference);
            if (url.getHost() != null && url.getUserInfo() == null && url.getPath() != null) {
                new RelativePath(url.getPath().replaceFirst("^/", ""));
                return url;
            }
        } catch (URISyntaxException e) {
            // told below, like every other URL that cannot be used
        }
        throw new MalformedSourceException(
                document.toString(),
                "'%s' is not a URL of a file".formatted(Plain.line(reference)));
    }

    private static RelativePath lastPart(URI url) {
        return safe(url.getPath().substring(url.getPath().lastIndexOf('/') + 1));
    }

    private static String encoded(RelativePath path) {
        try {
            return escaped(new URI(null, null, "/" + path, null).toASCIIString()).substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("every relative path makes a URL: " + path, e);
        }
    }

    /** So that a name never looks like the {@code !/} of a zip's entry. */
    private static String escaped(String url) {
        return url.replace("!", "%21");
    }
}
