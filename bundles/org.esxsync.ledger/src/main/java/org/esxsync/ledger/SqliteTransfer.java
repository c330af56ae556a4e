package org.esxsync.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.esxsync.api.PlainReason;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerRows;
import org.esxsync.api.ledger.LedgerTransfer;
import org.esxsync.ledger.database.Database;
import org.esxsync.ledger.database.DatabaseFiles;
import org.esxsync.ledger.database.FormerDatabase;
import org.esxsync.ledger.database.NetworkFileSystem;
import org.esxsync.ledger.database.Schema;
import org.esxsync.ledger.sql.LedgerName;
import org.esxsync.ledger.sql.copy.LedgerCopy;
import org.esxsync.ledger.sql.copy.NumberSpace;

/**
 * Takes ledgers out of files, and into files. A copy is made beside, and is the ledger once it has
 * its name and the file that names another is gone.
 */
final class SqliteTransfer implements LedgerTransfer {

    private static final String COPY = "ledger-copy.db";

    private final NetworkFileSystem networks;
    private final Clock clock;

    SqliteTransfer(NetworkFileSystem networks, Clock clock) {
        this.networks = networks;
        this.clock = clock;
    }

    @Override
    public void read(Path directory, Consumer<LedgerRows> consumer) {
        Path file = LedgerFile.of(directory);
        LedgerFile.requireNoOther(directory);
        if (!DatabaseFiles.isThere(file)) {
            throw new LedgerException(
                    file, "it is not there, so there is nothing to copy; sync first", null);
        }
        DatabaseFiles.requireFiles(file);
        try (Database database = Database.open(file, Schema.current(), Durability.FULL)) {
            database.visit(session -> LedgerCopy.read(session, file, consumer));
        }
    }

    @Override
    public void take(Path directory, Rows rows) {
        Path file = LedgerFile.of(directory);
        Path copy = directory.resolve(COPY);
        if (LedgerName.read(directory).isEmpty()) {
            throw new LedgerException(
                    file,
                    "the mirror has its ledger in a file already; there is nothing to copy",
                    null);
        }
        try {
            remove(copy);
            networks.check(copy);
            write(copy, file, rows);
            FormerDatabase.setAside(file, clock.instant());
            FormerDatabase.move(copy, file);
        } catch (IOException e) {
            throw new LedgerException(
                    file,
                    "the copy of it cannot be put into place (%s); check disk and rights"
                            .formatted(PlainReason.withFile(e)),
                    e);
        }
        LedgerName.remove(directory);
    }

    private static void write(Path copy, Path file, Rows rows) throws IOException {
        boolean written = false;
        try {
            DatabaseFiles.setModes(copy);
            try (Database database = Database.open(copy, Schema.current(), Durability.FULL)) {
                database.change(
                        session ->
                                LedgerCopy.write(
                                        session, file, NumberSpace.EMPTY, rows, each -> {}));
            }
            written = true;
        } finally {
            if (!written) {
                remove(copy);
            }
        }
    }

    private static void remove(Path copy) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(Path.of(copy + suffix));
        }
    }

    @Override
    public Runnable leaving(Path directory) {
        return () -> {
            Path file = LedgerFile.of(directory);
            try {
                FormerDatabase.setAside(file, clock.instant());
            } catch (IOException e) {
                throw new LedgerException(
                        file,
                        "it is no longer used and cannot be set aside (%s); move it away"
                                .formatted(PlainReason.withFile(e)),
                        e);
            }
        };
    }
}
