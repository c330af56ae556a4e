package org.esxsync.fetch.location;

import java.io.IOException;
import org.esxsync.api.fetch.FetchException;

/** Opens locations of one kind. Safe for many threads. */
public interface Fetcher {

    /**
     * Opens a location.
     *
     * @return the bytes from the request's offset if they belong to the version that it names, else
     *     from the first
     * @throws IOException if a later attempt may succeed
     * @throws FetchException if none will
     */
    Body open(Request request) throws IOException;
}
