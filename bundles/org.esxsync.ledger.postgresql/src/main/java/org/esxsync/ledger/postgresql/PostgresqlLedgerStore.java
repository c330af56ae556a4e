package org.esxsync.ledger.postgresql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.MirrorReport;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.ledger.postgresql.database.Database;
import org.esxsync.ledger.postgresql.database.Home;
import org.esxsync.ledger.postgresql.database.Mirrors;
import org.esxsync.ledger.postgresql.database.Pool;
import org.esxsync.ledger.postgresql.database.Schema;
import org.esxsync.ledger.postgresql.database.SharedDownloads;
import org.esxsync.ledger.postgresql.database.WriterPlace;
import org.esxsync.ledger.sql.LedgerName;

/** The ledgers of all mirrors in one database. */
final class PostgresqlLedgerStore implements LedgerStore {

    private final Pool pool;
    private final Pool poolToLook;
    private final Schema schema;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param poolToLook connections to a replica, or to the database itself
     */
    PostgresqlLedgerStore(Pool pool, Pool poolToLook, Schema schema) {
        this.pool = pool;
        this.poolToLook = poolToLook;
        this.schema = schema;
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
        LedgerName own = known.orElseGet(() -> add(mirrors, directory));
        WriterPlace place = new WriterPlace(pool, name, number(mirrors, own), own.mirror());
        return new PostgresqlLedger(Database.toWrite(place, durability));
    }

    private LedgerName add(Mirrors mirrors, Path directory) {
        LedgerName own = new LedgerName(UUID.randomUUID(), pool.address().toString());
        mirrors.add(own.mirror(), clock.instant(), Home.of(directory));
        LedgerName first = own.writeFirst(directory);
        if (!first.mirror().equals(own.mirror())) {
            // Another node was faster.
            mirrors.leave(own.mirror());
        }
        return first;
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
        return openToRead(directory, pool);
    }

    @Override
    public Optional<Ledger> openToLook(Path directory) {
        return openToRead(directory, poolToLook);
    }

    private Optional<Ledger> openToRead(Path directory, Pool from) {
        return name(directory).map(name -> openToRead(LedgerName.file(directory), name, from));
    }

    private Ledger openToRead(Path file, LedgerName name, Pool from) {
        Mirrors mirrors = new Mirrors(from, schema, file);
        mirrors.requireUpToDate();
        if (from != pool) {
            mirrors.requireCaughtUp(name.mirror());
        }
        return new PostgresqlLedger(Database.toRead(from, file, number(mirrors, name)));
    }

    @Override
    public Optional<DownloadList> downloads(Path directory) {
        return name(directory).map(name -> downloads(LedgerName.file(directory), name));
    }

    private DownloadList downloads(Path file, LedgerName name) {
        Mirrors mirrors = new Mirrors(pool, schema, file);
        mirrors.requireUpToDate();
        return new SharedDownloads(pool, file, number(mirrors, name), name.mirror());
    }

    @Override
    public void report(Path directory, MirrorReport report) {
        name(directory)
                .ifPresent(
                        name ->
                                new Mirrors(pool, schema, LedgerName.file(directory))
                                        .report(name.mirror(), Home.of(directory), report));
    }

    @Override
    public List<ReportedMirror> mirrors() {
        Mirrors mirrors = new Mirrors(poolToLook, schema, Path.of("of all mirrors"));
        mirrors.requireUpToDate();
        return mirrors.all();
    }

    /** A mirror has one ledger: none of it begins in a database while there is one in a file. */
    private static Optional<LedgerName> name(Path directory) {
        Optional<LedgerName> name = LedgerName.read(directory);
        Path file = directory.resolve("ledger.db");
        if (name.isEmpty() && Files.exists(file)) {
            throw new LedgerException(
                    file,
                    "it is the ledger of this mirror, but ledger= in org.esxsync.sync.cfg names one"
                            + " in PostgreSQL; 'ledger --copy URL' takes it there, or take that key"
                            + " out",
                    null);
        }
        return name;
    }
}
