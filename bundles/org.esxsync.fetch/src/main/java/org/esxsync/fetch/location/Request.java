package org.esxsync.fetch.location;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Fetcher} is asked for.
 *
 * @param location where
 * @param offset the first byte wanted
 * @param known the version at hand: with an offset, the one that the earlier bytes belong to;
 *     without, the one whose body need not be sent again
 */
public record Request(URI location, long offset, @Nullable Version known) {

    public static Request whole(URI location) {
        return new Request(location, 0, null);
    }
}
