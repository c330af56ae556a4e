package org.esxsync.api.fetch;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads small documents: pages and indexes. All that concerns the network (proxy, time-outs, size
 * limits, retries, credentials) is settled here, once. Safe for many threads.
 */
@ProviderType
public interface Transport {

    /**
     * Reads a document.
     *
     * @param location an {@code http}, {@code https} or {@code file} URL
     * @param validator the {@link Document#validator()} of the copy at hand, or null: if the
     *     document is still the same, then its body is not sent
     * @throws FetchException if it cannot be read or is larger than the configured limit
     */
    Document read(URI location, @Nullable String validator);
}
