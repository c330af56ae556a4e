package org.esxsync.itests.faults;

import org.esxsync.itests.support.PostgresqlServer;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The same with the ledger in PostgreSQL, for {@code mvn verify -Plong}. */
@EnabledIfSystemProperty(named = "esxsync.long", matches = "true")
class PostgresqlFaultTableIT extends FaultTableIT {

    @Override
    PostgresqlServer startServer() {
        return PostgresqlServer.start();
    }
}
