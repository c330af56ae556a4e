package org.esxsync.api.setup;

import org.esxsync.api.EsxSyncException;

/** A name that somebody typed, and that no source, configuration or key has. */
public class UnknownNameException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message names what was typed, and what there is
     */
    public UnknownNameException(String message) {
        super(message);
    }
}
