package org.esxsync.fetch;

/** The bytes so far cannot be continued: the transfer begins anew. */
final class StartAgain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartAgain(String reason) {
        super(reason, null, false, false);
    }
}
