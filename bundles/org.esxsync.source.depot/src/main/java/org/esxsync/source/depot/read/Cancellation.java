package org.esxsync.source.depot.read;

import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.FetchException;

/** Tells the end of a scan from the failure of one document. */
public final class Cancellation {

    private Cancellation() {}

    /** An interrupt ends the scan; every other failure costs one document. */
    public static void rethrow(EsxSyncException problem) {
        if (problem instanceof FetchException fetch
                && fetch.reason() == FetchException.Reason.CANCELLED) {
            throw fetch;
        }
    }

    /** Ends the scan if its thread was interrupted. */
    public static void check(String place) {
        if (Thread.currentThread().isInterrupted()) {
            throw new FetchException(
                    FetchException.Reason.CANCELLED, place, "the scan was interrupted");
        }
    }
}
