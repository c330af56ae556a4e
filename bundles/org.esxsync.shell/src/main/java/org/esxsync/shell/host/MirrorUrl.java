package org.esxsync.shell.host;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.shell.command.UsageException;

/**
 * The URL at which hosts reach the mirror: as it was given, or as the web server is configured.
 *
 * @param text the URL with a slash at its end; empty if nobody tells it
 */
record MirrorUrl(String text) {

    /** It becomes a word of what is run on a host, so that nothing else may stand in it. */
    private static final Pattern PLAIN =
            Pattern.compile(
                    "https?://(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?"
                            + "(?:/[A-Za-z0-9._~%-]{1,255}){0,20}/?");

    /**
     * @param given what was given; empty for what is configured
     * @param served where the web server is reached
     * @throws UsageException if what was given is no URL of a web server
     */
    static MirrorUrl of(String command, String given, Supplier<Optional<URI>> served) {
        String url = given.isEmpty() ? served.get().map(URI::toString).orElse("") : given.strip();
        if (!url.isEmpty() && !PLAIN.matcher(url).matches()) {
            throw new UsageException(
                    command,
                    "--url takes the URL of a web server, such as http://mirror.example.org/esx/,"
                            + " without user and query");
        }
        return new MirrorUrl(url.isEmpty() || url.endsWith("/") ? url : url + "/");
    }

    /** The same details with the URL in the lines that are run on the host. */
    HostDetails in(HostDetails details) {
        return text.isEmpty() ? details : details.at(text);
    }
}
