package org.esxsync.source.vi3;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.esxsync.api.source.MalformedSourceException;
import org.jspecify.annotations.Nullable;

/** Turns the links of a page into URLs that may be followed. */
final class Links {

    private static final String PLAIN = "-._~:/?#[]@!$&'()*+,;=";

    private Links() {}

    /**
     * @param from the page that holds the link
     * @param href an absolute URL as a browser would take it: blanks and the like are escaped
     * @throws MalformedSourceException if it is no URL, or leads from a web page to a local file
     */
    static URI follow(URI from, String href) {
        try {
            URI target = new URI(escaped(href));
            if (isWeb(target) && target.getHost() != null || isFile(target) && isFile(from)) {
                return target;
            }
        } catch (URISyntaxException e) {
            throw refused(from, href, e);
        }
        throw refused(from, href, null);
    }

    static boolean isWeb(URI uri) {
        String scheme = scheme(uri);
        return scheme.equals("http") || scheme.equals("https");
    }

    private static boolean isFile(URI uri) {
        return scheme(uri).equals("file") && uri.getPath() != null;
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static MalformedSourceException refused(
            URI from, String href, @Nullable Exception cause) {
        return new MalformedSourceException(
                from.toString(),
                "its link to '%s' is not followed: it is no http or https URL".formatted(href)
                        + (isFile(from) ? " and no file" : ""),
                cause);
    }

    private static String escaped(String href) {
        StringBuilder escaped = new StringBuilder();
        byte[] bytes = href.strip().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean kept = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            if (kept || c == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2)) {
                escaped.append(c);
            } else {
                escaped.append("%%%02X".formatted((int) c));
            }
        }
        return escaped.toString();
    }

    private static boolean isHex(byte[] bytes, int at) {
        return at < bytes.length && Character.digit(bytes[at], 16) >= 0;
    }
}
