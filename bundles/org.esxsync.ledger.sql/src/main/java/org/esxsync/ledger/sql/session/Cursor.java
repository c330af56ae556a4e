package org.esxsync.ledger.sql.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import org.esxsync.api.EsxSyncException;

/** The rows of a query, one at a time, each made into something. */
public final class Cursor<T> implements AutoCloseable {

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /** Makes something of what was read. */
    @FunctionalInterface
    public interface Maker<T> {
        T make() throws SQLException;
    }

    /** Runs once the rows are closed. */
    @FunctionalInterface
    public interface AtClose {
        void run() throws SQLException;
    }

    private final ResultSet results;
    private final Row row;
    private final Reader<T> reader;
    private final AtClose atClose;

    Cursor(ResultSet results, Reader<T> reader, AtClose atClose) {
        this.results = results;
        this.row = new Row(results);
        this.reader = reader;
        this.atClose = atClose;
    }

    /** Goes to the next row, if there is one. */
    public boolean next() throws SQLException {
        return results.next();
    }

    public T current() throws SQLException {
        return make(() -> reader.read(row));
    }

    /** Makes something of what was read; where that cannot be, the database is to blame. */
    public static <T> T make(Maker<T> maker) throws SQLException {
        try {
            return maker.make();
        } catch (IllegalArgumentException | DateTimeException | EsxSyncException e) {
            throw new SQLException("a row makes no sense: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            results.close();
        } finally {
            atClose.run();
        }
    }
}
