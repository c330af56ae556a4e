package org.esxsync.fetch.transfer;

/** The bytes so far cannot be continued: the transfer begins anew. */
final class RestartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    RestartException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
