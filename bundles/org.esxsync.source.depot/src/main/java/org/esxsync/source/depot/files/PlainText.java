package org.esxsync.source.depot.files;

import java.nio.channels.ClosedByInterruptException;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.source.MalformedSourceException;

/** Text and errors from outside, made fit for one line on a terminal. */
public final class PlainText {

    private static final int MAX_LENGTH = 300;

    private PlainText() {}

    /** White space and control characters become single blanks; a long text is cut. */
    public static String line(String text) {
        return OneLine.of(text, MAX_LENGTH);
    }

    /** Why something failed, in a few words. */
    public static String reason(Throwable cause) {
        return PlainReason.of(cause);
    }

    /**
     * The error of a file or entry that cannot be read. Where an interrupt closed the file, that is
     * the end of the scan and no fault of the file.
     */
    public static EsxSyncException unreadable(String place, Exception cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new FetchException(
                    FetchException.Reason.CANCELLED, place, "the scan was interrupted");
        }
        return new MalformedSourceException(
                place,
                "it cannot be read: " + reason(cause) + "; check the file and the disk",
                cause);
    }
}
