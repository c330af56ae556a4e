package org.esxsync.api.ledger;

import org.osgi.annotation.versioning.ProviderType;

/** Keeps ledgers in places of one kind, such as the databases of one maker. For any thread. */
@ProviderType
public interface LedgerKeeper {

    /**
     * The service property that says how the addresses of these places begin, such as {@code
     * jdbc:postgresql:}. A keeper without it keeps them in the directory itself.
     */
    String ADDRESSES = "esx.ledger.addresses";

    /**
     * The ledgers that are in a place. Nothing is opened yet.
     *
     * @throws org.esxsync.api.configuration.ConfigurationException if the place cannot be one
     */
    LedgerStore at(LedgerPlace place);

    /**
     * What takes ledgers to that place, and away from there. Nothing is opened yet.
     *
     * @throws org.esxsync.api.configuration.ConfigurationException if the place cannot be one
     */
    LedgerTransfer transfer(LedgerPlace place);
}
