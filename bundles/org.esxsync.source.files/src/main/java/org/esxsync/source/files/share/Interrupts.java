package org.esxsync.source.files.share;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.source.MalformedSourceException;

/** Parts the interruption of a scan, which ends it, from the failure of one file. */
public final class Interrupts {

    private Interrupts() {}

    /**
     * Ends the scan if its thread was interrupted.
     *
     * @param place what is being read, for the message
     */
    public static void check(String place) {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled(place);
        }
    }

    /** Throws the problem if it is an interruption; any other one ends nothing. */
    public static void rethrow(EsxSyncException problem) {
        if (problem instanceof FetchException fetch
                && fetch.reason() == FetchException.Reason.CANCELLED) {
            throw fetch;
        }
    }

    /** The error of a file that cannot be read; an interrupt is no fault of the file. */
    public static EsxSyncException unreadable(String place, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return cancelled(place);
        }
        String message = cause.getMessage();
        return new MalformedSourceException(
                place,
                "it cannot be read: %s; check the file and the disk"
                        .formatted(
                                message == null || message.isBlank()
                                        ? cause.getClass().getSimpleName()
                                        : OneLine.of(message, 300)),
                cause);
    }

    private static FetchException cancelled(String place) {
        return new FetchException(
                FetchException.Reason.CANCELLED, place, "the scan was interrupted");
    }
}
