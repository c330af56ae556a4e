package org.esxsync.api.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's database does not answer, or its connection broke. It is not known whether what was
 * being recorded was kept: who works on the mirror ends, and the next run finds out.
 */
public class LedgerOutageException extends LedgerException {

    private static final long serialVersionUID = 1L;

    /**
     * @param file the database file, or the one that names the database
     * @param detail what went wrong and what to do next
     * @param cause what it comes from, or null
     */
    public LedgerOutageException(Path file, String detail, @Nullable Throwable cause) {
        super(file, detail, cause);
    }
}
