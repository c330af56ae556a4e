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
import org.esxsync.ledger.postgresql.database.Pools;
import org.esxsync.ledger.postgresql.database.Schema;
import org.esxsync.ledger.postgresql.database.WriterPlace;
import org.esxsync.ledger.sql.LedgerName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;

/** Keeps the ledgers of all mirrors in the PostgreSQL database that is configured. */
@Component(
        configurationPid = PostgresqlLedgerStore.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = LedgerStore.ADDRESSES + "=" + Address.START)
public final class PostgresqlLedgerStore implements LedgerStore {

    static final String PID = "org.esxsync.sync";

    private final Schema schema;
    private final Clock clock = Clock.systemUTC();
    private final Pools pools = new Pools();

    @Activate
    public PostgresqlLedgerStore(PostgresqlConfig config) {
        this(Schema.current());
        modified(config);
    }

    private PostgresqlLedgerStore(Schema schema) {
        this.schema = schema;
    }

    PostgresqlLedgerStore(Address address, Schema schema) {
        this(schema);
        pools.use(address);
    }

    /** A wrong value fails each call, so that whoever uses the ledger is told what is wrong. */
    @Modified
    void modified(PostgresqlConfig config) {
        try {
            pools.use(
                    Address.of(
                            PID,
                            config.ledger().strip(),
                            config.ledger_user().strip(),
                            SecretReference.resolve(
                                    PID,
                                    "ledger.password",
                                    config.ledger_password(),
                                    System.getenv())));
        } catch (ConfigurationException e) {
            pools.refuse(e);
        }
    }

    /** Ends all connections, also those of ledgers that are open. */
    @Deactivate
    void close() {
        pools.close();
    }

    @Override
    public Ledger open(Path directory, Durability durability) {
        Path name = LedgerName.file(directory);
        if (!Files.isDirectory(directory)) {
            throw new LedgerException(name, "its directory does not exist; make it first", null);
        }
        Optional<LedgerName> known = name(directory);
        Pool pool = pools.current();
        Mirrors mirrors = new Mirrors(pool, schema, name);
        mirrors.bringUpToDate();
        LedgerName own = known.orElseGet(() -> add(mirrors, pool, directory));
        WriterPlace place = new WriterPlace(pool, name, number(mirrors, own), own.mirror());
        return new PostgresqlLedger(Database.toWrite(place, durability));
    }

    /** A mirror that is added and not named then, since another node was faster, harms nobody. */
    private LedgerName add(Mirrors mirrors, Pool pool, Path directory) {
        LedgerName name = new LedgerName(UUID.randomUUID(), pool.address().toString());
        mirrors.add(name.mirror(), clock.instant());
        return name.writeFirst(directory);
    }

    @Override
    public boolean keepsWritersApart() {
        return true;
    }

    private static int number(Mirrors mirrors, LedgerName name) {
        return mirrors.number(name.mirror(), name.database());
    }

    @Override
    public Optional<Ledger> openToRead(Path directory) {
        return name(directory).map(name -> openToRead(LedgerName.file(directory), name));
    }

    private Ledger openToRead(Path file, LedgerName name) {
        Pool pool = pools.current();
        Mirrors mirrors = new Mirrors(pool, schema, file);
        mirrors.requireUpToDate();
        return new PostgresqlLedger(Database.toRead(pool, file, number(mirrors, name)));
    }

    /** A mirror has one ledger: none of it begins in a database while there is one in a file. */
    private static Optional<LedgerName> name(Path directory) {
        Optional<LedgerName> name = LedgerName.read(directory);
        Path file = directory.resolve("ledger.db");
        if (name.isEmpty() && Files.exists(file)) {
            throw new LedgerException(
                    file,
                    "it is the ledger of this mirror, but ledger= in org.esxsync.sync.cfg names one"
                        + " in PostgreSQL; take that key out, or move the file away, and the next"
                        + " sync makes a new ledger without the history",
                    null);
        }
        return name;
    }
}
