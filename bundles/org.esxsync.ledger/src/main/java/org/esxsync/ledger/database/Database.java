package org.esxsync.ledger.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions on an open database file: one connection writes, for one thread at a time, and
 * as many read as threads read at once. The write-ahead log lets them work beside each other.
 */
public final class Database implements AutoCloseable {

    /** Work on the database that has a result. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /** Work on the database. */
    @FunctionalInterface
    public interface Action {
        void run(Session session) throws SQLException;
    }

    private final Path file;
    private final @Nullable Session writer;
    private final Readers readers;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean failed;
    private volatile boolean closed;

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

    /**
     * Reads one state of the database; what this thread's transaction has written is part of it.
     */
    public <T> T read(Work<T> work) {
        try {
            return writing.isHeldByCurrentThread() ? work.run(writer()) : readApart(work);
        } catch (SQLException e) {
            throw DatabaseFailures.of(file, e);
        }
    }

    /** Reads without a result, as {@link #read}. */
    public void visit(Action action) {
        read(
                session -> {
                    action.run(session);
                    return true;
                });
    }

    /**
     * Reads all of the file, whatever is asked of it.
     *
     * @throws LedgerException if anything in it is damaged
     */
    public void requireWhole() {
        Optional<String> damage = read(DamagedDatabase::firstDamage);
        if (damage.isPresent()) {
            throw DatabaseFailures.ofDamage(file, damage.get());
        }
    }

    /** Writes in the transaction of this thread, or in one of its own. */
    public <T> T write(Work<T> work) {
        writing.lock();
        try {
            return writing.getHoldCount() > 1 ? inner(work) : outermost(work);
        } catch (SQLException e) {
            throw DatabaseFailures.of(file, e);
        } finally {
            writing.unlock();
        }
    }

    /** Writes in the transaction of this thread, or in one of its own. */
    public void change(Action action) {
        write(
                session -> {
                    action.run(session);
                    return true;
                });
    }

    /** Waits for the transaction that is under way. */
    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
            readers.close();
            if (writer != null) {
                // Last, so that it is the one to put the log into the database and remove it.
                writer.close();
            }
        } catch (SQLException e) {
            throw DatabaseFailures.of(file, e);
        } finally {
            writing.unlock();
        }
    }

    private <T> T outermost(Work<T> work) throws SQLException {
        Session session = writer();
        session.execute("BEGIN IMMEDIATE");
        failed = false;
        try {
            T result = work.run(session);
            if (failed) {
                throw new LedgerException(
                        file, "a step of this transaction failed; nothing of it was kept", null);
            }
            session.execute("COMMIT");
            return result;
        } catch (Throwable e) {
            session.rollBack(e);
            throw e;
        }
    }

    /** A step that failed may have left half of its rows: the transaction cannot be kept. */
    private <T> T inner(Work<T> work) throws SQLException {
        try {
            return work.run(writer());
        } catch (Throwable e) {
            failed = true;
            throw e;
        }
    }

    private <T> T readApart(Work<T> work) throws SQLException {
        requireOpen();
        Session reader = readers.borrow();
        try {
            reader.execute("BEGIN");
            T result = work.run(reader);
            reader.execute("COMMIT");
            return result;
        } catch (Throwable e) {
            reader.rollBack(e);
            throw e;
        } finally {
            readers.giveBack(reader);
        }
    }

    private Session writer() {
        requireOpen();
        if (writer == null) {
            throw new LedgerException(file, "it was opened to read only", null);
        }
        return writer;
    }

    private void requireOpen() {
        if (closed) {
            throw new LedgerException(file, "it is closed; open it again", null);
        }
    }
}
