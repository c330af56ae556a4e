package org.esxsync.source.vi3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.patch.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What a scan remembers of the index, so that the next one can tell that nothing has changed.
 *
 * @param site which index was read with which reader; another one makes the rest worthless
 * @param content which bytes it had, for sites that give no validator or another one each time
 * @param validator what the site calls these bytes; empty if it gives none
 */
record ScanState(String site, String content, String validator) {

    /** Goes up when this room reads something from the pages that it did not read before. */
    private static final String READER = "1";

    static ScanState of(URI index, Document document) {
        String validator = document.validator() == null ? "" : document.validator();
        return new ScanState(site(index), digest(document.body()), validator);
    }

    /** The state of the last scan, if it was one of this index by this reader. */
    static Optional<ScanState> parse(@Nullable String text, URI index) {
        String[] parts = text == null ? new String[0] : text.split(" ", 3);
        return parts.length == 3 && parts[0].equals(site(index))
                ? Optional.of(new ScanState(parts[0], parts[1], parts[2]))
                : Optional.empty();
    }

    boolean hasContentOf(ScanState other) {
        return content.equals(other.content);
    }

    @Override
    public String toString() {
        return site + " " + content + " " + validator;
    }

    private static String site(URI index) {
        return digest((READER + " " + index).getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] bytes) {
        return Digest.of(Digest.Algorithm.SHA_256, bytes).hex();
    }
}
