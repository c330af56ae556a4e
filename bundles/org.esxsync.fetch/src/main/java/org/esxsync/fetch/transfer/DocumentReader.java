package org.esxsync.fetch.transfer;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.Transport;
import org.esxsync.fetch.location.Body;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.Request;
import org.esxsync.fetch.location.Version;
import org.esxsync.fetch.retry.Retries;
import org.esxsync.fetch.retry.RetrySchedule;
import org.jspecify.annotations.Nullable;

/** Reads documents into memory or into files, within limits. */
public final class DocumentReader implements Transport {

    private static final byte[] NOTHING = new byte[0];

    private final Fetcher fetcher;
    private final RetrySchedule retrySchedule;
    private final int limit;

    /**
     * @param limit the most bytes of a document in memory
     */
    public DocumentReader(Fetcher fetcher, RetrySchedule retrySchedule, int limit) {
        this.fetcher = fetcher;
        this.retrySchedule = retrySchedule;
        this.limit = limit;
    }

    @Override
    public Document read(URI location, @Nullable String validator) {
        return attempt(location, validator, this::bytes);
    }

    @Override
    public Document store(URI location, @Nullable String validator, Path target, long most) {
        return attempt(
                location,
                validator,
                body -> {
                    StoredBody.write(body, target, most);
                    return NOTHING;
                });
    }

    /** Takes a body that has come. An {@link IOException} makes another attempt. */
    @FunctionalInterface
    private interface Use {
        byte[] of(Body body) throws IOException;
    }

    private Document attempt(URI location, @Nullable String validator, Use use) {
        Request request = new Request(location, 0, known(validator));
        return new Retries(retrySchedule, location)
                .run(
                        () -> {
                            try (Body body = fetcher.open(request)) {
                                return document(body, body.modified() ? use.of(body) : NOTHING);
                            }
                        });
    }

    private static Document document(Body body, byte[] bytes) {
        Version version = body.version();
        return new Document(
                body.location(),
                body.modified(),
                bytes,
                body.mediaType(),
                version == null ? null : version.text());
    }

    private byte[] bytes(Body body) throws IOException {
        if (body.total() > limit) {
            throw tooLarge(body.location());
        }
        byte[] bytes = upToLimit(body.stream(), body.location());
        if (body.total() >= 0 && bytes.length < body.total()) {
            throw new EOFException("the connection ended early");
        }
        boolean gzipped =
                bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
        return gzipped ? gunzipped(bytes, body.location()) : bytes;
    }

    /** Some servers compress a page though they were asked not to. */
    private byte[] gunzipped(byte[] bytes, URI location) {
        try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return upToLimit(stream, location);
        } catch (IOException e) {
            throw new FetchException(
                    Reason.WRONG_CONTENT,
                    RedactedLocation.of(location),
                    "it is compressed and damaged; try again later",
                    e);
        }
    }

    private byte[] upToLimit(InputStream stream, URI location) throws IOException {
        byte[] bytes = stream.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw tooLarge(location);
        }
        return bytes;
    }

    private FetchException tooLarge(URI location) {
        return new FetchException(
                Reason.TOO_LARGE,
                RedactedLocation.of(location),
                "it is larger than %d bytes; if that is right, raise limit.document in"
                                .formatted(limit)
                        + " org.esxsync.fetch.cfg");
    }

    /** A validator that this class did not make counts as none. */
    private static @Nullable Version known(@Nullable String validator) {
        if (validator == null) {
            return null;
        }
        try {
            return Version.parse(validator);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
