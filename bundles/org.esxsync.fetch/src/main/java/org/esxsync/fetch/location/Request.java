package org.esxsync.fetch.location;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Fetcher} is asked for.
 *
 * @param location where
 * @param offset the first byte wanted, or {@link #FROM_END}
 * @param length how many bytes are wanted, or {@link #TO_END}; a fetcher may give more
 * @param known the version at hand: with an offset, the one that the earlier bytes belong to;
 *     without, or with the last bytes, the one whose body need not be sent again
 */
public record Request(URI location, long offset, long length, @Nullable Version known) {

    /** As an offset: so many bytes of the end. */
    public static final long FROM_END = -1;

    /** As a length: all bytes that follow. */
    public static final long TO_END = -1;

    public Request(URI location, long offset, @Nullable Version known) {
        this(location, offset, TO_END, known);
    }

    public static Request whole(URI location) {
        return new Request(location, 0, null);
    }

    /** The last bytes, unless it still is the known version. */
    public static Request tail(URI location, long length, @Nullable Version known) {
        return new Request(location, FROM_END, length, known);
    }

    /** Whether only a part is wanted. */
    public boolean isPart() {
        return offset != 0 || length != TO_END;
    }
}
