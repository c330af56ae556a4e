package org.esxsync.ledger.postgresql;

import org.esxsync.ledger.postgresql.database.Address;
import org.esxsync.ledger.postgresql.database.Schema;

/** Makes stores for the user of the test server. */
final class Stores {

    private Stores() {}

    static PostgresqlLedgerStore of(String url) {
        return of(url, Schema.current());
    }

    static PostgresqlLedgerStore of(String url, Schema schema) {
        return new PostgresqlLedgerStore(address(url), schema);
    }

    static Address address(String url) {
        return Address.of("pid", url, "postgres", "");
    }

    /** Closes a store, which is null where the server did not start. */
    static void close(PostgresqlLedgerStore store) {
        if (store != null) {
            store.close();
        }
    }
}
