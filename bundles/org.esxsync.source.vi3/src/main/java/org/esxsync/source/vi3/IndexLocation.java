package org.esxsync.source.vi3;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import org.esxsync.api.ConfigurationException;

/** Reads the configured place of an index page. */
final class IndexLocation {

    private static final String KEY = "index";
    private static final String ALLOWED =
            "use an http, https or file URL or an absolute path, such as"
                    + " http://patches.example.com/vi3_patches.html or /srv/pages/index.html";

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
                throw new ConfigurationException(
                        pid,
                        KEY,
                        text.replace(uri.getRawUserInfo() + "@", "***@"),
                        "take the user and password out of the URL: it is shown and recorded");
            }
            if (isReadable(uri)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new ConfigurationException(pid, KEY, text, ALLOWED);
        }
        throw new ConfigurationException(pid, KEY, text, ALLOWED);
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
