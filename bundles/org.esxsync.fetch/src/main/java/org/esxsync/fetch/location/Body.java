package org.esxsync.fetch.location;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An open answer to a {@link Request}. The caller closes it.
 *
 * @param location where it was found in the end
 * @param modified false if the version that the request named is still right; then it is empty
 * @param offset which byte of the whole the stream begins with
 * @param total bytes of the whole, or -1 if not told
 * @param endTold whether an early end shows, by the total or otherwise; if not, the last byte may
 *     be missing and nobody notices
 * @param version names this version, or null
 * @param mediaType the media type and character set, or null
 * @param stream the bytes
 */
public record Body(
        URI location,
        boolean modified,
        long offset,
        long total,
        boolean endTold,
        @Nullable Version version,
        @Nullable String mediaType,
        InputStream stream)
        implements AutoCloseable {

    public static Body notModified(URI location, @Nullable Version version) {
        return new Body(location, false, 0, 0, true, version, null, InputStream.nullInputStream());
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
