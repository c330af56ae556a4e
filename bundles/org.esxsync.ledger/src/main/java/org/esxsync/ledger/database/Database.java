package org.esxsync.ledger.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * An open database file: one connection that writes, for one thread at a time, and as many to read
 * as threads read at once. The write-ahead log lets them work beside each other.
 */
public final class Database implements AutoCloseable {

    static final int BUSY_SECONDS = 30;

    private static final String SCHEME = "jdbc:sqlite:";

    /** Work on the database that has a result. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run(Session session) throws SQLException;
    }

    /** Work on the database. */
    @FunctionalInterface
    public interface Action {
        void run(Session session) throws SQLException;
    }

    private final Path file;
    private final String url;
    private final @Nullable Session writer;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean failed;
    private final Deque<Session> idleReaders = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private Database(Path file, String url, @Nullable Session writer) {
        this.file = file;
        this.url = url;
        this.writer = writer;
    }

    /** Opens a database to read and write, and makes it where there is none. */
    public static Database open(Path file, Schema schema, Durability durability) {
        try {
            Session writer = connectToWrite(url(file, ""), durability);
            try {
                schema.bringUpToDate(file, writer);
            } catch (Throwable e) {
                writer.close();
                throw e;
            }
            return new Database(file, url(file, ""), writer);
        } catch (SQLException e) {
            throw DatabaseFailures.of(file, e);
        }
    }

    /** Opens a database to read, unless its maker has not put anything into it yet. */
    public static Optional<Database> openToRead(Path file, Schema schema) {
        try {
            return openToRead(file, url(file, ""), schema);
        } catch (SQLException e) {
            if (!DatabaseFailures.isAccess(e) || Files.exists(Path.of(file + "-wal"))) {
                throw DatabaseFailures.of(file, e);
            }
        }
        // Nobody is writing, and we may not make the files that readers and writers share.
        try {
            return openToRead(file, url(file, "?immutable=1"), schema);
        } catch (SQLException e) {
            throw DatabaseFailures.of(file, e);
        }
    }

    private static Optional<Database> openToRead(Path file, String url, Schema schema)
            throws SQLException {
        Session reader = connectToRead(url, mayWrite(file));
        Database database = new Database(file, url, null);
        database.idleReaders.push(reader);
        try {
            if (Schema.isEmpty(reader)) {
                database.close();
                return Optional.empty();
            }
            schema.requireUpToDate(file, reader);
            return Optional.of(database);
        } catch (Throwable e) {
            database.close();
            throw e;
        }
    }

    /**
     * Reads one state of the database; what this thread's transaction has written is part of it.
     */
    public <T extends @Nullable Object> T read(Work<T> work) {
        try {
            return writing.isHeldByCurrentThread() ? work.run(writer()) : readApart(work);
        } catch (SQLException e) {
            throw DatabaseFailures.of(file, e);
        }
    }

    /** Reads without a result, as {@link #read}. */
    public void look(Action action) {
        this.<@Nullable Void>read(
                session -> {
                    action.run(session);
                    return null;
                });
    }

    /** Writes in the transaction of this thread, or in one of its own. */
    public <T extends @Nullable Object> T write(Work<T> work) {
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
        this.<@Nullable Void>write(
                session -> {
                    action.run(session);
                    return null;
                });
    }

    /** Waits for the transaction that is under way. */
    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
            closeIdleReaders();
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

    /** Takes back a transaction after an error, which may have taken it back already. */
    static void rollBack(Session session, Throwable error) {
        try {
            session.execute("ROLLBACK");
        } catch (SQLException e) {
            error.addSuppressed(e);
        }
    }

    private <T extends @Nullable Object> T outermost(Work<T> work) throws SQLException {
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
            rollBack(session, e);
            throw e;
        }
    }

    /** A step that failed may have left half of its rows: the transaction cannot be kept. */
    private <T extends @Nullable Object> T inner(Work<T> work) throws SQLException {
        try {
            return work.run(writer());
        } catch (Throwable e) {
            failed = true;
            throw e;
        }
    }

    private <T extends @Nullable Object> T readApart(Work<T> work) throws SQLException {
        Session reader = borrowReader();
        try {
            reader.execute("BEGIN");
            T result = work.run(reader);
            reader.execute("COMMIT");
            return result;
        } catch (Throwable e) {
            rollBack(reader, e);
            throw e;
        } finally {
            giveBack(reader);
        }
    }

    private Session writer() {
        requireOpen();
        if (writer == null) {
            throw new LedgerException(file, "it was opened to read only", null);
        }
        return writer;
    }

    private Session borrowReader() throws SQLException {
        requireOpen();
        Session idle = idleReaders.poll();
        return idle != null ? idle : connectToRead(url, mayWrite(file));
    }

    private void giveBack(Session reader) throws SQLException {
        idleReaders.push(reader);
        if (closed) {
            closeIdleReaders();
        }
    }

    private void closeIdleReaders() throws SQLException {
        for (Session reader = idleReaders.poll(); reader != null; reader = idleReaders.poll()) {
            reader.close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new LedgerException(file, "it is closed; open it again", null);
        }
    }

    private static Session connectToWrite(String url, Durability durability) throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(
                durability == Durability.FULL
                        ? SQLiteConfig.SynchronousMode.FULL
                        : SQLiteConfig.SynchronousMode.NORMAL);
        return new Session(connect(config, url), false);
    }

    /** Opens a database only to look whether it is whole. */
    static Session connectToCheck(Path file) throws SQLException {
        return connectToRead(url(file, ""), mayWrite(file));
    }

    /** Opens a copy of a database to try something on it. */
    static Session connectToCopy(Path file) throws SQLException {
        return new Session(connect(config(), url(file, "")), false);
    }

    /**
     * A reader that may write keeps itself from it, rather than being opened to read only: then the
     * last one to close can take away the files that readers and writers share.
     */
    private static Session connectToRead(String url, boolean mayWrite) throws SQLException {
        SQLiteConfig config = config();
        if (mayWrite) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        } else {
            config.setReadOnly(true);
        }
        Session session = new Session(connect(config, url), true);
        session.execute("PRAGMA query_only = ON");
        return session;
    }

    /** Not through the driver, which would enter itself in the JVM's list of drivers for good. */
    private static Connection connect(SQLiteConfig config, String url) throws SQLException {
        return new JDBC4Connection(url, url.substring(SCHEME.length()), config.toProperties());
    }

    private static boolean mayWrite(Path file) {
        return Files.isWritable(file) && Files.isWritable(file.toAbsolutePath().getParent());
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_SECONDS * 1000);
        config.enforceForeignKeys(true);
        // or else the driver asks for the key of each row that was inserted, in a statement more
        config.setGetGeneratedKeys(false);
        return config;
    }

    /** A URI, since in a plain path a question mark would start the driver's options. */
    private static String url(Path file, String options) {
        return SCHEME + file.toAbsolutePath().toUri() + options;
    }
}
