package org.esxsync.source.depot.metadata;

import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.FetchException;

/** Parts the interruption of a scan, which ends it, from the failure of one document. */
public final class Cancellation {

    private Cancellation() {}

    /** Throws the problem if it is an interruption; any other one ends nothing. */
    public static void rethrow(EsxSyncException problem) {
        if (problem instanceof FetchException fetch
                && fetch.reason() == FetchException.Reason.CANCELLED) {
            throw fetch;
        }
    }

    /**
     * Ends the scan if its thread was interrupted.
     *
     * @param place what is being read, for the message
     */
    public static void check(String place) {
        if (Thread.currentThread().isInterrupted()) {
            throw new FetchException(
                    FetchException.Reason.CANCELLED, place, "the scan was interrupted");
        }
    }
}
