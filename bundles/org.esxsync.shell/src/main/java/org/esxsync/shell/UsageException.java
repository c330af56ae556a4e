package org.esxsync.shell;

import org.esxsync.api.EsxSyncException;

/** A command that was typed wrongly. */
final class UsageException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
