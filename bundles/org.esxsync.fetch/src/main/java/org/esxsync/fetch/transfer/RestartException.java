package org.esxsync.fetch.transfer;

/** The bytes so far cannot be continued: the transfer begins anew. */
final class RestartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RestartException(String reason) {
        super(reason, null, false, false);
    }
}
