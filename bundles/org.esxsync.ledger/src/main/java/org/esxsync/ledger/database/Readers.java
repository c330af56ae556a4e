package org.esxsync.ledger.database;

import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.esxsync.ledger.sql.session.Session;

/** The connections on which threads read, each with one of its own, kept for the next thread. */
final class Readers implements AutoCloseable {

    /** Opens a connection to read. */
    @FunctionalInterface
    interface Opener {
        Session open() throws SQLException;
    }

    private final Opener opener;
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Readers(Opener opener) {
        this.opener = opener;
    }

    Session borrow() throws SQLException {
        Session reader = idle.poll();
        return reader != null ? reader : opener.open();
    }

    void giveBack(Session reader) throws SQLException {
        idle.push(reader);
        if (closed) {
            closeIdle();
        }
    }

    /** Closes those that are idle, and each other one when it comes back. */
    @Override
    public void close() throws SQLException {
        closed = true;
        closeIdle();
    }

    private void closeIdle() throws SQLException {
        for (Session reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }
}
