package org.esxsync.api.fetch;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads documents: pages, indexes and metadata. All that concerns the network (proxy, time-outs,
 * size limits, retries, credentials) is dealt with here, once. Safe for many threads.
 */
@ProviderType
public interface Transport {

    /**
     * Reads a document.
     *
     * @param location an {@code http}, {@code https} or {@code file} URL, or {@code jar:URL!/entry}
     *     for an entry of a zip at such a URL; its validator is the zip's
     * @param validator the {@link Document#validator()} of the copy at hand, or null: if the
     *     document is still the same, then its body is not sent
     * @throws FetchException if it cannot be read or is larger than the configured limit
     */
    Document read(URI location, @Nullable String validator);

    /**
     * Reads a document that is never large.
     *
     * @param limit the most bytes that it may have, below the configured limit
     * @throws FetchException as for {@link #read(URI, String)}, or if it is larger
     */
    default Document read(URI location, @Nullable String validator, int limit) {
        Document document = read(location, validator);
        if (document.body().length > limit) {
            throw new FetchException(
                    FetchException.Reason.TOO_LARGE,
                    RedactedLocation.of(location),
                    "it is larger than %d bytes".formatted(limit));
        }
        return document;
    }

    /**
     * Reads a document into a file, so that its size does not count.
     *
     * @param location as for {@link #read}
     * @param validator as for {@link #read}: if the document is still the same, then the file is
     *     left alone
     * @param target the file; once the whole document has come, it takes the place of what was
     *     there
     * @param limit the most bytes that it may have
     * @return the document with an empty body
     * @throws FetchException if it cannot be read or written, or is larger than the limit
     */
    Document store(URI location, @Nullable String validator, Path target, long limit);
}
