package org.esxsync.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerKeeper;
import org.esxsync.api.ledger.LedgerPlace;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerTransfer;
import org.esxsync.ledger.database.DamagedDatabase;
import org.esxsync.ledger.database.Database;
import org.esxsync.ledger.database.DatabaseFailures;
import org.esxsync.ledger.database.DatabaseFiles;
import org.esxsync.ledger.database.NetworkFileSystem;
import org.esxsync.ledger.database.Schema;
import org.esxsync.ledger.sql.SqlLedger;
import org.osgi.service.component.annotations.Component;

/** Keeps each ledger in a SQLite database {@code ledger.db}. */
@Component
public final class SqliteLedgerStore implements LedgerStore, LedgerKeeper {

    private final Clock clock = Clock.systemUTC();
    private final NetworkFileSystem networks = new NetworkFileSystem();

    /** All places are files in the mirrors. */
    @Override
    public LedgerStore at(LedgerPlace place) {
        return this;
    }

    @Override
    public LedgerTransfer transfer(LedgerPlace place) {
        return new SqliteTransfer(networks, clock);
    }

    @Override
    public Ledger open(Path directory, Durability durability) {
        Path file = LedgerFile.of(directory);
        if (!Files.isDirectory(directory)) {
            throw new LedgerException(file, "its directory does not exist; make it first", null);
        }
        LedgerFile.requireNoOther(directory);
        networks.check(file);
        DatabaseFiles.requireFiles(file);
        if (DamagedDatabase.isThere(file)) {
            return replace(file, durability);
        }
        try {
            return openFile(file, durability);
        } catch (LedgerException e) {
            if (e.getCause() instanceof SQLException error && DatabaseFailures.isDamage(error)) {
                return replace(file, durability);
            }
            throw e;
        }
    }

    private static Ledger openFile(Path file, Durability durability) {
        DatabaseFiles.setModes(file);
        return new SqlLedger(Database.open(file, Schema.current(), durability));
    }

    private Ledger replace(Path file, Durability durability) {
        Path aside = DamagedDatabase.moveAside(file, clock.instant());
        Ledger ledger = openFile(file, durability);
        try {
            ledger.append(
                    Event.ofRun(
                            clock.instant(),
                            Event.Kind.LEDGER_REPLACED,
                            "the damaged one is " + aside.getFileName()));
            DamagedDatabase.unmark(file);
            return ledger;
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    @Override
    public Optional<Ledger> openToRead(Path directory) {
        Path file = LedgerFile.of(directory);
        LedgerFile.requireNoOther(directory);
        if (!DatabaseFiles.isThere(file)) {
            return Optional.empty();
        }
        DatabaseFiles.requireFiles(file);
        return Database.openToRead(file, Schema.current()).map(SqlLedger::new);
    }
}
