package org.esxsync.ledger;

import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.ledger.testkit.SpeedContract;

class LedgerSpeedTest extends SpeedContract {

    @Override
    protected LedgerStore store() {
        return new SqliteLedgerStore();
    }

    @Override
    protected String name() {
        return "SQLite";
    }
}
