package org.esxsync.ledger.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * The transactions on an open database file: one connection writes, for one thread at a time, and
 * as many read as threads read at once. The write-ahead log lets them work beside each other.
 */
public final class Database extends Transactions {

    private final Path file;
    private final @Nullable Session writer;
    private final Readers readers;

    private Database(Path file, @Nullable Session writer, Readers readers) {
        this.file = file;
        this.writer = writer;
        this.readers = readers;
    }

    /** Opens a database to read and write, and makes it where there is none. */
    public static Database open(Path file, Schema schema, Durability durability) {
        try {
            Session writer = Connections.toWrite(file, durability);
            try {
                schema.bringUpToDate(file, writer);
            } catch (Throwable e) {
                writer.close();
                throw e;
            }
            return new Database(file, writer, new Readers(() -> Connections.toRead(file)));
        } catch (SQLException e) {
            throw DatabaseFailures.of(file, e);
        }
    }

    /** Opens a database to read, unless its maker has not put anything into it yet. */
    public static Optional<Database> openToRead(Path file, Schema schema) {
        try {
            return openToRead(file, schema, () -> Connections.toRead(file));
        } catch (SQLException e) {
            if (!DatabaseFailures.isAccess(e) || Files.exists(Path.of(file + "-wal"))) {
                throw DatabaseFailures.of(file, e);
            }
        }
        // Nobody is writing, and we may not make the files that readers and writers share.
        try {
            return openToRead(file, schema, () -> Connections.toReadWithoutLog(file));
        } catch (SQLException e) {
            throw DatabaseFailures.of(file, e);
        }
    }

    private static Optional<Database> openToRead(Path file, Schema schema, Readers.Opener opener)
            throws SQLException {
        Readers readers = new Readers(opener);
        Session reader = readers.borrow();
        try {
            if (Schema.isEmpty(reader)) {
                readers.close();
                return Optional.empty();
            }
            schema.requireUpToDate(file, reader);
            return Optional.of(new Database(file, null, readers));
        } catch (Throwable e) {
            readers.close();
            throw e;
        } finally {
            readers.giveBack(reader);
        }
    }

    @Override
    public void requireWhole() {
        Optional<String> damage = read(DamagedDatabase::firstDamage);
        if (damage.isPresent()) {
            throw DatabaseFailures.ofDamage(file, damage.get());
        }
    }

    @Override
    protected Session beginWriting() throws SQLException {
        if (writer == null) {
            throw refusal("it was opened to read only");
        }
        writer.execute("BEGIN IMMEDIATE");
        return writer;
    }

    @Override
    protected Session beginReading() throws SQLException {
        Session reader = readers.borrow();
        try {
            reader.execute("BEGIN");
            return reader;
        } catch (SQLException e) {
            readers.giveBack(reader);
            throw e;
        }
    }

    @Override
    protected void commit(Session session) throws SQLException {
        session.execute("COMMIT");
    }

    @Override
    protected void rollBack(Session session) throws SQLException {
        session.execute("ROLLBACK");
    }

    @Override
    protected void giveBack(Session session) throws SQLException {
        if (session.isReader()) {
            readers.giveBack(session);
        }
    }

    @Override
    protected void closeConnections() throws SQLException {
        readers.close();
        if (writer != null) {
            // Last, so that it is the one to put the log into the database and remove it.
            writer.close();
        }
    }

    @Override
    protected LedgerException failure(SQLException error) {
        return DatabaseFailures.of(file, error);
    }

    @Override
    protected LedgerException refusal(String detail) {
        return new LedgerException(file, detail, null);
    }
}
