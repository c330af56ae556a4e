package org.esxsync.ledger;

import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.ledger.testkit.LedgerContract;

class SqliteLedgerTest extends LedgerContract {

    @Override
    protected LedgerStore store() {
        return new SqliteLedgerStore();
    }
}
