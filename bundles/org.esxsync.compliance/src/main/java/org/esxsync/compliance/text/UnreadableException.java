package org.esxsync.compliance.text;

import java.io.IOException;

/** A file that is no text that could be read; the message says why, and what to do. */
public final class UnreadableException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }
}
