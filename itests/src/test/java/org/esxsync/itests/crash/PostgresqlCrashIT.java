package org.esxsync.itests.crash;

import org.esxsync.itests.support.PostgresqlServer;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The same with ledgers in PostgreSQL, for {@code mvn verify -Plong}. */
@EnabledIfSystemProperty(named = "esxsync.long", matches = "true")
class PostgresqlCrashIT extends CrashIT {

    @Override
    PostgresqlServer startServer() {
        return PostgresqlServer.start();
    }
}
