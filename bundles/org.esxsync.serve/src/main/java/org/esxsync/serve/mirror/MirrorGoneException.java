package org.esxsync.serve.mirror;

/** The mirror's directory is not there, or is not the mirror's: 503. */
public final class MirrorGoneException extends Exception {

    private static final long serialVersionUID = 1L;

    MirrorGoneException(String message) {
        super(message);
    }
}
