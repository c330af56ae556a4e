package org.esxsync.api.source;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.Transport;

/**
 * What is to be recognised.
 *
 * @param location a path or URL as it would stand in a configuration; a secret in it is a reference
 * @param transport reads documents, and each only once though several probes ask for it
 * @param workspace an empty directory, which is deleted afterwards
 * @param progress is told what is being looked at, from time to time
 */
public record ProbeRequest(
        String location, Transport transport, Path workspace, Consumer<String> progress) {

    /** The most bytes of a document that are read to recognise it. */
    private static final int MAX_DOCUMENT = 8 << 20;

    /** Whether the location is an {@code http} or {@code https} URL. */
    public boolean isOnline() {
        return location.toLowerCase(Locale.ROOT).matches("(?s)https?://.*");
    }

    /**
     * Reads a document, or gives what was read of it before.
     *
     * @throws org.esxsync.api.fetch.FetchException if it cannot be read or is larger than 8 MiB
     */
    public Document document(URI url) {
        return transport.read(url, null, MAX_DOCUMENT);
    }
}
