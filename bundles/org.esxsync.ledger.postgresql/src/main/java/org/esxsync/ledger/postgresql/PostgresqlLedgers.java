package org.esxsync.ledger.postgresql;

import org.esxsync.api.ledger.LedgerKeeper;
import org.esxsync.api.ledger.LedgerPlace;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerTransfer;
import org.esxsync.ledger.postgresql.database.Address;
import org.esxsync.ledger.postgresql.database.Pool;
import org.esxsync.ledger.postgresql.database.Pools;
import org.esxsync.ledger.postgresql.database.Schema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps the ledgers of all mirrors in PostgreSQL databases. */
@Component(property = LedgerKeeper.ADDRESSES + "=" + Address.START)
public final class PostgresqlLedgers implements LedgerKeeper {

    private static final String PID = "org.esxsync.sync";

    private final Pools pools = new Pools();

    @Override
    public LedgerStore at(LedgerPlace place) {
        Pool pool = pool("ledger", place.address(), place);
        String replica = place.readAddress();
        return new PostgresqlLedgerStore(
                pool,
                replica.isEmpty() ? pool : pool("ledger.read", replica, place),
                Schema.current());
    }

    @Override
    public LedgerTransfer transfer(LedgerPlace place) {
        return new PostgresqlTransfer(pool("ledger", place.address(), place), Schema.current());
    }

    private Pool pool(String key, String url, LedgerPlace place) {
        return pools.of(Address.of(PID, key, url, place.user(), place.password()));
    }

    /** Ends all connections, also those of ledgers that are open. */
    @Deactivate
    void close() {
        pools.close();
    }
}
