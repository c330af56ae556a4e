package org.esxsync.source.depot.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.MalformedSourceException;

/**
 * How one document of a depot names another. Everything lies beside the document that names it or
 * below; only an online depot may also name {@code http} and {@code https} URLs elsewhere.
 */
public final class DepotUrl {

    /** Where VMware's depots were; documents that moved since still say so. */
    private static final Pattern FORMER_HOME =
            Pattern.compile("https?://hostupdate\\.vmware\\.com/software/VUM/PRODUCTION/(.+)");

    private static final Pattern HOME = Pattern.compile("(.+/PROD/COMP/ESX_HOST/).+");

    private DepotUrl() {}

    /** The URL of the top of a zip; entries are added to it. */
    static URI zip(Path zip) {
        return URI.create("jar:" + escaped(zip.toAbsolutePath().toUri().toASCIIString()) + "!/");
    }

    /** The URL of a file that stands in the same directory as a document, or below it. */
    public static URI beside(URI document, RelativePath path) {
        String folder = document.getRawPath();
        if (document.getRawAuthority() != null && folder != null && isPlain(folder)) {
            return document.resolve(URI.create(folder(folder) + encoded(path)));
        }
        String base = document.toString().replaceFirst("[?#].*$", "");
        return URI.create(folder(base) + encoded(path));
    }

    /**
     * Whether what stands below it can be resolved against its document. Such URLs have host and
     * scheme in common, of which tens of thousands take much memory.
     */
    private static boolean isPlain(String path) {
        return path.startsWith("/") && !path.startsWith("//");
    }

    private static String folder(String document) {
        return document.substring(0, document.lastIndexOf('/') + 1);
    }

    /**
     * The URL that a document means.
     *
     * @param document the document
     * @param reference what it says: a relative path, or a URL
     */
    public static URI resolve(URI document, String reference) {
        if (!isOnline(reference)) {
            return beside(document, safe(reference));
        }
        URI url = checked(document, reference);
        if (isStored(document)) {
            return beside(document, lastPart(url));
        }
        Matcher former = FORMER_HOME.matcher(url.toString());
        Matcher home = HOME.matcher(document.toString());
        return former.matches() && home.matches()
                ? URI.create(home.group(1) + former.group(1))
                : url;
    }

    /** A store keeps the URLs that it was filled from, and each file beside its index. */
    private static boolean isStored(URI document) {
        String text = document.toString();
        return !isOnline(text)
                || text.substring(text.lastIndexOf('/') + 1).startsWith("__hostupdate20-");
    }

    /** Whether this is an {@code http} or {@code https} URL. */
    public static boolean isOnline(String location) {
        String start = location.toLowerCase(Locale.ROOT);
        return start.startsWith("http://") || start.startsWith("https://");
    }

    /**
     * A path that a document names.
     *
     * @throws RelativePath.UnsafePathException if it is not safe
     */
    public static RelativePath safe(String path) {
        if (path.indexOf('%') >= 0) {
            // one reader's "%2e%2e" is another one's ".."
            throw new MalformedSourceException(
                    "the path '" + PlainText.line(path) + "'", "it is percent-encoded");
        }
        return new RelativePath(path);
    }

    private static URI checked(URI document, String reference) {
        URI url;
        try {
            url = new URI(reference);
        } catch (URISyntaxException e) {
            throw unusable(reference, "is not a URL");
        }
        if (url.getHost() == null || url.getUserInfo() != null) {
            throw unusable(reference, "is not a URL with a host and without a user");
        }
        if (OnlineLocation.refersToSecret(reference)) {
            // only the administrator says where a secret goes
            throw unusable(reference, "refers to a secret");
        }
        if (url.getScheme().equalsIgnoreCase("http") && isSecure(document)) {
            throw unusable(reference, "leads from https to plain http");
        }
        new RelativePath(url.getPath().replaceFirst("^/", "").replaceFirst("/$", ""));
        return url;
    }

    private static boolean isSecure(URI document) {
        return "https".equalsIgnoreCase(document.getScheme());
    }

    private static MalformedSourceException unusable(String reference, String reason) {
        return new MalformedSourceException(
                "the URL '" + RedactedLocation.of(reference) + "'", "it " + reason);
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

    /** So that a name is never taken for the {@code !/} of a zip's entry. */
    private static String escaped(String url) {
        return url.replace("!", "%21");
    }
}
