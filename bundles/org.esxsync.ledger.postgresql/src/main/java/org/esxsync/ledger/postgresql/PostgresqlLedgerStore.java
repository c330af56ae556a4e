package org.esxsync.ledger.postgresql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.SecretReference;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.ledger.postgresql.database.Address;
import org.esxsync.ledger.postgresql.database.Database;
import org.esxsync.ledger.postgresql.database.Mirrors;
import org.esxsync.ledger.postgresql.database.Pool;
import org.esxsync.ledger.postgresql.database.Schema;
import org.esxsync.ledger.sql.LedgerName;
import org.esxsync.ledger.sql.SqlLedger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** Keeps the ledgers of all mirrors in one PostgreSQL database, once that is configured. */
@Component(
        configurationPid = PostgresqlLedgerStore.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PostgresqlConfig.class)
public final class PostgresqlLedgerStore implements LedgerStore {

    static final String PID = "org.esxsync.ledger.postgresql";

    private final Pool pool;
    private final Schema schema;
    private final Clock clock = Clock.systemUTC();

    /**
     * @throws ConfigurationException if a value cannot be used
     */
    @Activate
    public PostgresqlLedgerStore(PostgresqlConfig config) {
        this(
                Address.of(
                        PID,
                        config.url().strip(),
                        config.user().strip(),
                        SecretReference.resolve(
                                PID, "password", config.password(), System.getenv())),
                Schema.current());
    }

    PostgresqlLedgerStore(Address address, Schema schema) {
        this.pool = new Pool(address);
        this.schema = schema;
    }

    /** Ends all connections, also those of ledgers that are open. */
    @Deactivate
    void close() {
        pool.close();
    }

    @Override
    public Ledger open(Path directory, Durability durability) {
        Path name = LedgerName.file(directory);
        if (!Files.isDirectory(directory)) {
            throw new LedgerException(name, "its directory does not exist; make it first", null);
        }
        Optional<LedgerName> known = name(directory);
        Mirrors mirrors = new Mirrors(pool, schema, name);
        mirrors.bringUpToDate();
        int mirror =
                known.map(each -> number(mirrors, each)).orElseGet(() -> add(mirrors, directory));
        return new SqlLedger(Database.toWrite(pool, name, mirror, durability));
    }

    /** A mirror that is added and not named yet, since its maker was interrupted, harms nobody. */
    private int add(Mirrors mirrors, Path directory) {
        LedgerName name = new LedgerName(UUID.randomUUID(), pool.address().toString());
        int mirror = mirrors.add(name.mirror(), clock.instant());
        name.write(directory);
        return mirror;
    }

    private static int number(Mirrors mirrors, LedgerName name) {
        return mirrors.number(name.mirror(), name.database());
    }

    @Override
    public Optional<Ledger> openToRead(Path directory) {
        return name(directory).map(name -> openToRead(LedgerName.file(directory), name));
    }

    private Ledger openToRead(Path file, LedgerName name) {
        Mirrors mirrors = new Mirrors(pool, schema, file);
        mirrors.requireUpToDate();
        return new SqlLedger(Database.toRead(pool, file, number(mirrors, name)));
    }

    /** A mirror has one ledger: none of it begins in a database while there is one in a file. */
    private static Optional<LedgerName> name(Path directory) {
        Optional<LedgerName> name = LedgerName.read(directory);
        Path file = directory.resolve("ledger.db");
        if (name.isEmpty() && Files.exists(file)) {
            throw new LedgerException(
                    file,
                    "it is the ledger of this mirror, but one in PostgreSQL is configured; remove"
                        + " that configuration, or move the file away, and the next sync makes a"
                        + " new ledger without the history",
                    null);
        }
        return name;
    }
}
