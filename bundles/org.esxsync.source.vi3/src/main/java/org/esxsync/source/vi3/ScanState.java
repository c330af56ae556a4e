package org.esxsync.source.vi3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.patch.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What a scan remembers of the index, so that the next one can tell that nothing has changed.
 *
 * @param site which index was read with which reader; another one makes the rest worthless
 * @param content which bytes it had, for sites that give no validator or another one each time
 * @param readOn the day on which the pages were read
 * @param validator what the site calls these bytes; empty if it gives none
 */
record ScanState(String site, String content, LocalDate readOn, String validator) {

    /** Goes up when this room reads something from the pages that it did not read before. */
    private static final String READER = "4";

    private static final int PARTS = 4;

    static ScanState of(URI index, Document document, LocalDate readOn) {
        String validator = document.validator() == null ? "" : document.validator();
        return new ScanState(site(index), digest(document.body()), readOn, validator);
    }

    /** The state of the last scan, if it was one of this index by this reader. */
    static Optional<ScanState> parse(@Nullable String text, URI index) {
        String[] parts = text == null ? new String[0] : text.split(" ", PARTS);
        return parts.length == PARTS && parts[0].equals(site(index))
                ? Optional.of(
                        new ScanState(parts[0], parts[1], LocalDate.parse(parts[2]), parts[3]))
                : Optional.empty();
    }

    ScanState readOn(LocalDate day) {
        return new ScanState(site, content, day, validator);
    }

    boolean hasContentOf(ScanState other) {
        return content.equals(other.content);
    }

    @Override
    public String toString() {
        return site + " " + content + " " + readOn + " " + validator;
    }

    private static String site(URI index) {
        return digest((READER + " " + index).getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] bytes) {
        return Digest.of(Digest.Algorithm.SHA_256, bytes).hex();
    }
}
