package org.esxsync.api.sync;

import java.util.function.LongConsumer;
import org.osgi.annotation.versioning.ProviderType;

/** Takes the mirror's ledger from one database to another. For any thread. */
@ProviderType
public interface LedgerMove {

    /** The address of a file in the mirror. */
    String FILE = "sqlite";

    /**
     * Copies the ledger with its history, compares the copy with it, and makes the copy the
     * mirror's ledger. The configuration is the caller's to change; until then, commands are
     * refused. Whatever ends this before, the former ledger stays in use.
     *
     * @param address a JDBC URL, for which the user and the password are configured, or {@link
     *     #FILE}
     * @param progress told now and then, in the thread of the call, how many rows were copied
     * @throws MirrorLockedException if a process works on the mirror
     * @throws org.esxsync.api.EsxSyncException if there is no ledger to copy, a copy of it is there
     *     already, or it cannot be copied as it is
     */
    LedgerCopyReport copy(String address, LongConsumer progress);
}
