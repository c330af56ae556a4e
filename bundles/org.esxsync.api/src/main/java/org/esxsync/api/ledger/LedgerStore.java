package org.esxsync.api.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.osgi.annotation.versioning.ProviderType;

/** Opens ledgers, which the caller closes. Safe for many threads. */
@ProviderType
public interface LedgerStore {

    /**
     * The service property by which the store is found that opens ledgers where the configuration
     * says that they are: it is {@code true}. That store has the highest ranking, too, so that
     * whoever asks for any store gets it.
     */
    String CONFIGURED = "esx.ledger.configured";

    /**
     * Opens a directory's ledger to read and write; makes it where there is none, and brings an
     * older one up to date. Writers are kept apart by the mirror's lock, which the caller holds,
     * unless the store {@linkplain #keepsWritersApart() does so itself}. What a writer that died
     * held becomes free after {@link LedgerWriter#LONGEST_SILENCE}; this method waits for that.
     *
     * <p>A damaged database is moved aside, and an empty ledger takes its place, whose history
     * begins with {@link Event.Kind#LEDGER_REPLACED}.
     *
     * @throws LedgerInUseException if another writer has it open
     * @throws LedgerException if it cannot be opened, or comes from a newer version of ESX Sync
     */
    Ledger open(Path directory, Durability durability);

    /**
     * Opens a directory's ledger to read, if there is one, also while another process writes to it.
     * Its writing methods throw.
     *
     * @throws LedgerException if it cannot be opened
     */
    Optional<Ledger> openToRead(Path directory);

    /**
     * Whether this store lets one writer at a time open a ledger, on whichever machine. Where it
     * does not, the caller sees to that.
     */
    default boolean keepsWritersApart() {
        return false;
    }

    /**
     * The same for those who only look, and do not need what was written in the last seconds: from
     * a replica, where one is configured.
     *
     * @throws LedgerException if it cannot be opened
     */
    default Optional<Ledger> openToLook(Path directory) {
        return openToRead(directory);
    }

    /**
     * Tells those who look after many mirrors how this one stands. A file has nobody to tell.
     *
     * @throws LedgerException if it cannot be told
     */
    default void report(Path directory, MirrorReport report) {}

    /**
     * The downloads that the nodes of a mirror share, which the caller closes; nothing if its
     * ledger is a file, or is not there yet.
     *
     * @throws LedgerException if they cannot be read
     */
    default Optional<DownloadList> downloads(Path directory) {
        return Optional.empty();
    }

    /**
     * All mirrors whose ledgers are here, by host and directory.
     *
     * @throws EsxSyncException if ledgers are in files, each of which knows of its own mirror alone
     */
    default List<ReportedMirror> mirrors() {
        throw new EsxSyncException(
                "a ledger in a file knows of no other mirror; keep the ledgers of all mirrors in"
                        + " one database, with ledger= in org.esxsync.sync.cfg");
    }
}
