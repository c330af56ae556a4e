package org.esxsync.ledger.sql.session;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.esxsync.api.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions on an open database: one thread writes at a time, and others read beside it. How
 * a transaction begins and ends is the database's own.
 */
public abstract class Transactions implements AutoCloseable {

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

    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Session writer;
    private boolean failed;
    private volatile boolean closed;

    /**
     * Begins a transaction that writes.
     *
     * @throws LedgerException if the database was opened to read only
     */
    protected abstract Session beginWriting() throws SQLException;

    /** Begins a transaction that reads one state of the database. */
    protected abstract Session beginReading() throws SQLException;

    protected abstract void commit(Session session) throws SQLException;

    protected abstract void rollBack(Session session) throws SQLException;

    /** Takes a session back, whose transaction has ended. */
    protected abstract void giveBack(Session session) throws SQLException;

    /** Closes what is idle, and each session that reads once it is given back. */
    protected abstract void closeConnections() throws SQLException;

    /** Says what an error means, and what to do next. */
    protected abstract LedgerException failure(SQLException error);

    /** The same of an error that came as what was written was to be kept. */
    protected LedgerException failureOfCommit(SQLException error) {
        return failure(error);
    }

    /**
     * @param detail what was wrong to ask for
     */
    protected abstract LedgerException refusal(String detail);

    /**
     * Reads all of the database, whatever is asked of it.
     *
     * @throws LedgerException if anything in it is damaged
     */
    public abstract void requireWhole();

    /**
     * Reads one state of the database; what this thread's transaction has written is part of it.
     */
    public final <T> T read(Work<T> work) {
        try {
            requireOpen();
            Session own = writing.isHeldByCurrentThread() ? writer : null;
            return own != null ? within(own, work) : transaction(beginReading(), work);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Reads without a result, as {@link #read}. */
    public final void visit(Action action) {
        read(
                session -> {
                    action.run(session);
                    return true;
                });
    }

    /** Writes in the transaction of this thread, or in one of its own. */
    public final <T> T write(Work<T> work) {
        writing.lock();
        try {
            requireOpen();
            return writer != null ? inner(writer, work) : outermost(work);
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            writing.unlock();
        }
    }

    /** Writes in the transaction of this thread, or in one of its own. */
    public final void change(Action action) {
        write(
                session -> {
                    action.run(session);
                    return true;
                });
    }

    /** Waits for the transaction that is under way. */
    @Override
    public final void close() {
        writing.lock();
        try {
            closed = true;
            closeConnections();
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            writing.unlock();
        }
    }

    private <T> T outermost(Work<T> work) throws SQLException {
        Session session = beginWriting();
        writer = session;
        failed = false;
        try {
            return transaction(session, own -> whole(own, work));
        } finally {
            writer = null;
        }
    }

    private <T> T whole(Session session, Work<T> work) throws SQLException {
        T result = work.run(session);
        if (failed) {
            throw refusal("a step of this transaction failed; nothing of it was kept");
        }
        return result;
    }

    /** After such an error, a database may take no more steps, or may have lost the former ones. */
    private <T> T within(Session own, Work<T> work) throws SQLException {
        try {
            return work.run(own);
        } catch (SQLException e) {
            failed = true;
            throw e;
        }
    }

    /** A step that failed may have left half of its rows: the transaction cannot be kept. */
    private <T> T inner(Session session, Work<T> work) throws SQLException {
        try {
            return work.run(session);
        } catch (Throwable e) {
            failed = true;
            throw e;
        }
    }

    private <T> T transaction(Session session, Work<T> work) throws SQLException {
        try {
            T result = work.run(session);
            keep(session);
            return result;
        } catch (Throwable e) {
            rollBack(session, e);
            throw e;
        } finally {
            giveBack(session);
        }
    }

    private void keep(Session session) throws SQLException {
        try {
            commit(session);
        } catch (SQLException e) {
            if (session.isReader()) {
                throw e;
            }
            throw failureOfCommit(e);
        }
    }

    /** Takes back a transaction after an error, which may have taken it back already. */
    private void rollBack(Session session, Throwable error) {
        try {
            rollBack(session);
        } catch (SQLException e) {
            error.addSuppressed(e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw refusal("it is closed; open it again");
        }
    }
}
