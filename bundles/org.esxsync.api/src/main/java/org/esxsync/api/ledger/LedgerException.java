package org.esxsync.api.ledger;

import java.nio.file.Path;
import org.esxsync.api.EsxSyncException;
import org.jspecify.annotations.Nullable;

/** The ledger's database cannot be used. */
public class LedgerException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /**
     * @param file the database file
     * @param detail what went wrong and what to do next
     * @param cause what it comes from, or null
     */
    public LedgerException(Path file, String detail, @Nullable Throwable cause) {
        super("the ledger %s: %s".formatted(file, detail), cause);
        this.file = file;
    }

    /** The database file. */
    public Path file() {
        return file;
    }
}
