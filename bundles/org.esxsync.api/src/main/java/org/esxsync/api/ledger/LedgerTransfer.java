package org.esxsync.api.ledger;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes ledgers as a whole from one place to another. The caller holds the mirror's lock; for any
 * thread.
 */
@ProviderType
public interface LedgerTransfer {

    /** Passes on all rows of a ledger that is elsewhere. */
    @FunctionalInterface
    interface Rows {
        void passTo(Consumer<LedgerRows> consumer);
    }

    /**
     * Passes on all rows of a directory's ledger that is here, as of one state of it. An older
     * ledger is brought up to date before.
     *
     * @throws LedgerException if none is here, it is damaged, or its history was changed
     */
    void read(Path directory, Consumer<LedgerRows> consumer);

    /**
     * Makes rows from elsewhere the ledger of a directory, and reads all of them again before they
     * count. When this returns, the directory names the ledger here; when it throws or the process
     * ends before, nothing has changed.
     *
     * @param rows asked once, within this call
     * @throws LedgerException if a ledger of the directory is here already, or what is read again
     *     is not what was written
     */
    void take(Path directory, Rows rows);

    /**
     * What sets the directory's ledger here aside, to be asked for before and run after another
     * place has taken it. If it does not run, no harm is done.
     */
    Runnable leaving(Path directory);
}
