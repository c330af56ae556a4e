package org.esxsync.api;

import org.jspecify.annotations.Nullable;

/**
 * The root of every error that ESX Sync reports on purpose.
 *
 * <p>The message is one line for the person who runs it: what failed and where (patch, file, key or
 * URL), why, and what to do next. It never holds a secret. Anything that is thrown and is not an
 * {@code EsxSyncException} is a defect.
 */
public class EsxSyncException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line, as said above; secrets in it are masked
     */
    public EsxSyncException(String message) {
        super(Secrets.mask(message));
    }

    /**
     * @param message one line, as said above
     * @param cause what it comes from, or null
     */
    public EsxSyncException(String message, @Nullable Throwable cause) {
        super(Secrets.mask(message), cause);
    }
}
