package org.esxsync.api.ledger;

import java.nio.file.Path;

/** Somebody else has the ledger open to write, on whichever machine. */
public class LedgerInUseException extends LedgerException {

    private static final long serialVersionUID = 1L;

    private final String owner;

    /**
     * @param file the file that names the ledger
     * @param owner who writes to it: process, host and start time
     */
    public LedgerInUseException(Path file, String owner) {
        super(
                file,
                "it is in use by %s; wait for it to finish and try again".formatted(owner),
                null);
        this.owner = owner;
    }

    /** Who writes to it. */
    public String owner() {
        return owner;
    }
}
