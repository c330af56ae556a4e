package org.esxsync.source.vi3;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.esxsync.api.configuration.ConfigurationException;

/** Reads the configured place of an index page. */
final class IndexLocation {

    private static final String KEY = "index";
    private static final String ALLOWED =
            "use an http, https or file URL or an absolute path, such as"
                    + " http://patches.example.com/vi3_patches.html or /srv/pages/index.html";

    private static final Pattern USER = Pattern.compile("//.*@", Pattern.DOTALL);

    private IndexLocation() {}

    /**
     * @throws ConfigurationException if the value is missing or is no place that can be read
     */
    static URI parse(String pid, String value) {
        String text = value.strip();
        if (text.startsWith("/")) {
            return Path.of(text).normalize().toUri();
        }
        try {
            URI uri = new URI(text);
            if (uri.getRawUserInfo() != null) {
                throw refused(
                        pid,
                        text,
                        "take the user and password out of the URL: it is shown and recorded");
            }
            if (isReadable(uri)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw refused(pid, text, ALLOWED);
        }
        throw refused(pid, text, ALLOWED);
    }

    /** A password may be what makes the text no URL, so it is searched for in the text. */
    private static ConfigurationException refused(String pid, String text, String allowed) {
        return new ConfigurationException(
                pid, KEY, USER.matcher(text).replaceFirst("//***@"), allowed);
    }

    private static boolean isReadable(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> uri.getHost() != null;
            case "file" -> uri.getPath() != null && uri.getPath().length() > 1;
            default -> false;
        };
    }
}
