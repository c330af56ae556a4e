package org.esxsync.ledger.postgresql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.ledger.postgresql.database.Address;
import org.esxsync.ledger.postgresql.database.Pool;
import org.esxsync.ledger.postgresql.database.Schema;

/** Makes stores for the user of the test server. */
final class Stores {

    private static final Map<PostgresqlLedgerStore, Pool> POOLS = new ConcurrentHashMap<>();

    private Stores() {}

    static PostgresqlLedgerStore of(String url) {
        return of(url, Schema.current());
    }

    static PostgresqlLedgerStore of(String url, Schema schema) {
        return of(address(url), schema);
    }

    static PostgresqlLedgerStore of(Address address, Schema schema) {
        Pool pool = new Pool(address);
        PostgresqlLedgerStore store = new PostgresqlLedgerStore(pool, pool, schema);
        POOLS.put(store, pool);
        return store;
    }

    static Address address(String url) {
        return Address.of("pid", "ledger", url, "postgres", "");
    }

    /** Ends the connections of a store, which is null where the server did not start. */
    static void close(PostgresqlLedgerStore store) {
        if (store != null) {
            POOLS.remove(store).close();
        }
    }
}
