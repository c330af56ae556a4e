package org.esxsync.api.sync;

import java.nio.file.Path;
import java.util.Optional;
import org.esxsync.api.ledger.Ledger;
import org.osgi.annotation.versioning.ProviderType;

/** The mirror on disk, for whoever hands out its files. Safe for many threads. */
@ProviderType
public interface PublishedMirror {

    /**
     * Its directory, as it is configured at the moment; it may not be there.
     *
     * @throws org.esxsync.api.configuration.ConfigurationException if it is not known
     */
    Path directory();

    /** Whether a mirror is in the directory: not so where it was never made, or is unmounted. */
    boolean isThere();

    /**
     * Opens its ledger to read, if it has one; the caller closes it.
     *
     * @throws org.esxsync.api.ledger.LedgerException if it cannot be opened
     */
    Optional<Ledger> openLedger();
}
