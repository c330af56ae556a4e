package org.esxsync.compliance.keep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.KeptHost;
import org.jspecify.annotations.Nullable;

/** Kept hosts as text, one line each, for another mirror. */
public final class HostLines {

    private static final String START = "{\"kept\":";
    private static final int MOST = 100_000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(10)
                                    .maxStringLength(10_000)
                                    .maxNameLength(1000)
                                    .build())
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build();

    private HostLines() {}

    /** Whether a file that begins with this line has kept hosts. */
    public static boolean starts(@Nullable String line) {
        return line != null && line.startsWith(START);
    }

    public static String line(KeptHost kept) {
        return new String(HostWriter.bytes(kept), StandardCharsets.UTF_8);
    }

    /**
     * Reads hosts to the end.
     *
     * @param hosts gets each host as soon as it is read
     * @throws IOException if something is not as it was written; the hosts before it are read
     */
    public static void read(Reader text, Consumer<Host> hosts) throws IOException {
        Map<InstalledVib, InstalledVib> known = new HashMap<>();
        int count = 0;
        try (JsonParser json = FACTORY.createParser(text)) {
            while (json.nextToken() != null) {
                count++;
                if (count > MOST) {
                    throw new IOException("it has more than %,d hosts".formatted(MOST));
                }
                hosts.accept(HostParser.host(json, known).host());
            }
        } catch (IllegalArgumentException | DateTimeException | NoSuchElementException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
