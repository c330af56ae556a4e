package org.esxsync.ledger.postgresql;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerRows;
import org.esxsync.api.ledger.LedgerTransfer;
import org.esxsync.ledger.postgresql.database.CopiedMirror;
import org.esxsync.ledger.postgresql.database.Database;
import org.esxsync.ledger.postgresql.database.Home;
import org.esxsync.ledger.postgresql.database.Mirrors;
import org.esxsync.ledger.postgresql.database.Pool;
import org.esxsync.ledger.postgresql.database.Schema;
import org.esxsync.ledger.postgresql.database.WriterPlace;
import org.esxsync.ledger.sql.LedgerName;
import org.esxsync.ledger.sql.copy.LedgerCopy;
import org.esxsync.ledger.sql.copy.NumberSpace;

/**
 * Takes ledgers to a database and away from it. A copy is one transaction, and is the ledger once
 * the mirror names it.
 */
final class PostgresqlTransfer implements LedgerTransfer {

    private final Pool pool;
    private final Schema schema;
    private final Clock clock = Clock.systemUTC();

    PostgresqlTransfer(Pool pool, Schema schema) {
        this.pool = pool;
        this.schema = schema;
    }

    @Override
    public void read(Path directory, Consumer<LedgerRows> consumer) {
        Path file = LedgerName.file(directory);
        LedgerName name =
                LedgerName.read(directory)
                        .orElseThrow(
                                () ->
                                        new LedgerException(
                                                file,
                                                "it is not there, so the mirror has no ledger in a"
                                                        + " database; take ledger= out of"
                                                        + " org.esxsync.sync.cfg",
                                                null));
        Mirrors mirrors = mirrors(file);
        mirrors.bringUpToDate();
        int number = mirrors.number(name.mirror(), name.database());
        try (Database database = Database.toRead(pool, file, number)) {
            database.visit(session -> LedgerCopy.read(session, file, consumer));
        }
    }

    @Override
    public void take(Path directory, Rows rows) {
        Path file = LedgerName.file(directory);
        Mirrors mirrors = mirrors(file);
        mirrors.bringUpToDate();
        if (LedgerName.read(directory).filter(each -> mirrors.has(each.mirror())).isPresent()) {
            throw new LedgerException(
                    file, "the mirror has its ledger in this database already", null);
        }
        LedgerName name = new LedgerName(UUID.randomUUID(), pool.address().toString());
        copy(CopiedMirror.add(mirrors, name.mirror(), clock.instant(), Home.of(directory)), rows);
        name.write(directory);
    }

    private void copy(CopiedMirror mirror, Rows rows) {
        NumberSpace space = mirror.numberSpace();
        WriterPlace place = new WriterPlace(pool, mirror.name(), mirror.number(), mirror.id());
        try (Database database = Database.toWrite(place, Durability.FULL)) {
            database.change(
                    session -> {
                        // The other ledger may take its time, and nobody waits for these rows.
                        session.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
                        LedgerCopy.write(
                                session, mirror.name(), space, rows, mirror::requireNoOther);
                        mirror.use(session);
                    });
        } catch (RuntimeException e) {
            forget(mirror, e);
            throw e;
        }
    }

    /** What stays if that is not possible is no ledger, and in nobody's way. */
    private static void forget(CopiedMirror mirror, RuntimeException problem) {
        try {
            mirror.forget();
        } catch (LedgerException e) {
            problem.addSuppressed(e);
        }
    }

    @Override
    public Runnable leaving(Path directory) {
        Path file = LedgerName.file(directory);
        Optional<LedgerName> name = LedgerName.read(directory);
        return () -> name.ifPresent(each -> mirrors(file).leave(each.mirror()));
    }

    private Mirrors mirrors(Path file) {
        return new Mirrors(pool, schema, file);
    }
}
