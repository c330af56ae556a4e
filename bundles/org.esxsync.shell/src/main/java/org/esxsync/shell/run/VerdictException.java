package org.esxsync.shell.run;

import org.esxsync.api.EsxSyncException;

/**
 * A verdict that scripts must notice. What it is about is printed before this is thrown; its exit
 * code is 2 where something is wrong, and 3 where nobody can tell.
 */
public final class VerdictException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private static final int WRONG = 2;
    private static final int UNKNOWN = 3;

    private final int exitCode;

    private VerdictException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static VerdictException wrong(String message) {
        return new VerdictException(WRONG, message);
    }

    public static VerdictException unknown(String message) {
        return new VerdictException(UNKNOWN, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
