package org.esxsync.fetch.transfer;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.esxsync.api.Secrets;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.Transport;
import org.esxsync.fetch.location.Body;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.Request;
import org.esxsync.fetch.location.RetryableException;
import org.esxsync.fetch.location.Version;
import org.esxsync.fetch.retry.Retries;
import org.esxsync.fetch.retry.RetrySchedule;
import org.jspecify.annotations.Nullable;

/** Reads documents into memory or into files, within limits. */
public final class DocumentReader implements Transport {

    private static final byte[] NOTHING = new byte[0];
    private static final Pattern END_OF_PAGE = Pattern.compile("(?i)</html\\s*>");

    private static final String CONFIGURED =
            "it is larger than %d bytes; if that is right, raise limit.document in"
                    + " org.esxsync.fetch.cfg";
    private static final String GIVEN =
            "it is larger than the %d bytes that such a document may have; check the location";

    private final Fetcher fetcher;
    private final RetrySchedule retrySchedule;
    private final Limit configured;

    /**
     * @param limit the most bytes of a document in memory
     */
    public DocumentReader(Fetcher fetcher, RetrySchedule retrySchedule, int limit) {
        this.fetcher = fetcher;
        this.retrySchedule = retrySchedule;
        this.configured = new Limit(limit, CONFIGURED);
    }

    /**
     * The most bytes of a document.
     *
     * @param words how somebody is told of a larger one, with a place for the number
     */
    private record Limit(int bytes, String words) {

        FetchException exceeded(URI location) {
            return new FetchException(
                    Reason.TOO_LARGE, RedactedLocation.of(location), words.formatted(bytes));
        }
    }

    @Override
    public Document read(URI location, @Nullable String validator) {
        return attempt(location, validator, body -> bytes(body, configured));
    }

    @Override
    public Document read(URI location, @Nullable String validator, int limit) {
        Limit most = limit < configured.bytes() ? new Limit(limit, GIVEN) : configured;
        return attempt(location, validator, body -> bytes(body, most));
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

    private static byte[] bytes(Body body, Limit limit) throws IOException {
        if (body.total() > limit.bytes()) {
            throw limit.exceeded(body.location());
        }
        byte[] bytes = upTo(limit, body.stream(), body.location());
        if (body.total() >= 0 && bytes.length < body.total()) {
            throw new EOFException("the connection ended early");
        }
        boolean gzipped =
                bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
        byte[] plain = gzipped ? gunzipped(bytes, body.location(), limit) : bytes;
        if (!body.endTold() && isUnfinishedPage(body.mediaType(), plain)) {
            throw new RetryableException(
                    "the page has no </html>, and the server tells no length: it may be cut off",
                    null);
        }
        Secrets.mask(plain, plain.length);
        return plain;
    }

    private static boolean isUnfinishedPage(@Nullable String mediaType, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        boolean page =
                mediaType == null
                        ? ContentKind.of(bytes) == ContentKind.HTML
                        : mediaType.toLowerCase(Locale.ROOT).startsWith("text/html");
        return page && !text.startsWith("<?xml") && !END_OF_PAGE.matcher(text).find();
    }

    /** Some servers compress a page though they were asked not to. */
    private static byte[] gunzipped(byte[] bytes, URI location, Limit limit) {
        try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return upTo(limit, stream, location);
        } catch (IOException e) {
            throw new FetchException(
                    Reason.WRONG_CONTENT,
                    RedactedLocation.of(location),
                    "it is compressed and damaged; try again later",
                    e);
        }
    }

    private static byte[] upTo(Limit limit, InputStream stream, URI location) throws IOException {
        byte[] bytes = stream.readNBytes(limit.bytes() + 1);
        if (bytes.length > limit.bytes()) {
            throw limit.exceeded(location);
        }
        return bytes;
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
