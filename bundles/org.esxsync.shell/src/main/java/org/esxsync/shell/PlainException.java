package org.esxsync.shell;

import org.esxsync.api.EsxSyncException;

/**
 * Stands for an error whose message is not safe to show, since Gogo prints messages as they are.
 */
final class PlainException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final EsxSyncException original;

    private PlainException(String message, EsxSyncException original) {
        super(message, original);
        this.original = original;
    }

    /** The error itself where it is safe to show. */
    static EsxSyncException of(EsxSyncException error) {
        String plain = PlainText.of(String.valueOf(error.getMessage()));
        return plain.equals(error.getMessage()) ? error : new PlainException(plain, error);
    }

    EsxSyncException original() {
        return original;
    }
}
