package org.esxsync.source.depot;

import org.esxsync.api.OneLine;
import org.esxsync.api.source.MalformedSourceException;

/** Text and errors from outside, made fit for one line on a terminal. */
final class Plain {

    private static final int MAX_LENGTH = 300;

    private Plain() {}

    /** White space and control characters become single blanks; a long text is cut. */
    static String line(String text) {
        return OneLine.of(text, MAX_LENGTH);
    }

    /** Why something failed, in a few words. */
    static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : line(message);
    }

    /** The error of a file or entry that cannot be read. */
    static MalformedSourceException unreadable(String place, Exception cause) {
        return new MalformedSourceException(
                place,
                "it cannot be read: " + reason(cause) + "; check the file and the disk",
                cause);
    }
}
