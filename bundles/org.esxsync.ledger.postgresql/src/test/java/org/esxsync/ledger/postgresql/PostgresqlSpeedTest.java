package org.esxsync.ledger.postgresql;

import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.ledger.testkit.SpeedContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestServer.class)
class PostgresqlSpeedTest extends SpeedContract {

    private static PostgresqlLedgerStore store;

    @BeforeAll
    static void open() {
        store = Stores.of(TestServer.newDatabase());
    }

    @AfterAll
    static void close() {
        Stores.close(store);
    }

    @Override
    protected LedgerStore store() {
        return store;
    }

    @Override
    protected String name() {
        return "PostgreSQL";
    }
}
