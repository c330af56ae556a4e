package org.esxsync.api.ledger;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Opens ledgers, which the caller closes. Safe for many threads. */
@ProviderType
public interface LedgerStore {

    /**
     * The service property of a store that says how the addresses begin of the databases in which
     * it keeps ledgers, such as {@code jdbc:postgresql:}. A store without it keeps them in the
     * directory itself.
     */
    String ADDRESSES = "esx.ledger";

    /**
     * The value of {@link #ADDRESSES} of the store that passes on to the one that is configured. It
     * has the highest ranking, so that whoever asks for any store gets it.
     */
    String CONFIGURED = "configured";

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
}
