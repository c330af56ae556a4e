package org.esxsync.source.depot.files;

import org.esxsync.api.OneLine;
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
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : line(message);
    }

    /** The error of a file or entry that cannot be read. */
    public static MalformedSourceException unreadable(String place, Exception cause) {
        return new MalformedSourceException(
                place,
                "it cannot be read: " + reason(cause) + "; check the file and the disk",
                cause);
    }
}
