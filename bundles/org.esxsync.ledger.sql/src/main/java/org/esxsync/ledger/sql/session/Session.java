package org.esxsync.ledger.sql.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection and the statements prepared on it, kept for the next use. For one thread at a time.
 */
public final class Session implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final boolean isReader;
    private final Map<String, PreparedStatement> idleStatements = new HashMap<>();

    /**
     * @param isReader whether it never writes
     */
    public Session(Connection connection, Dialect dialect, boolean isReader) {
        this.connection = connection;
        this.dialect = dialect;
        this.isReader = isReader;
    }

    /** How this database says what others say differently. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Whether nobody writes on this connection, so that another thread may read on it meanwhile.
     */
    public boolean isReader() {
        return isReader;
    }

    /** Runs SQL that is not worth preparing; it may be several statements. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Returns how many rows were inserted, changed or deleted. */
    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = take(sql, parameters);
        try {
            return statement.executeUpdate();
        } finally {
            giveBack(sql, statement);
        }
    }

    public <T> Optional<T> first(
            String sql, Cursor.Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (Cursor<T> cursor = query(sql, reader, parameters)) {
            return cursor.next() ? Optional.of(cursor.current()) : Optional.empty();
        }
    }

    public <T> List<T> all(String sql, Cursor.Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (Cursor<T> cursor = query(sql, reader, parameters)) {
            List<T> rows = new ArrayList<>();
            while (cursor.next()) {
                rows.add(cursor.current());
            }
            return rows;
        }
    }

    /** Starts a query, which the caller closes; others may run meanwhile, even of the same SQL. */
    public <T> Cursor<T> query(String sql, Cursor.Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = take(sql, parameters);
        try {
            return new Cursor<>(statement.executeQuery(), reader, () -> giveBack(sql, statement));
        } catch (SQLException e) {
            giveBack(sql, statement);
            throw e;
        }
    }

    /** Ends a transaction of a connection that begins one by itself. */
    public void commit() throws SQLException {
        connection.commit();
    }

    /** Takes back a transaction of a connection that begins one by itself. */
    public void rollBack() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement take(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement idle = idleStatements.remove(sql);
        PreparedStatement statement = idle != null ? idle : connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private void giveBack(String sql, PreparedStatement statement) throws SQLException {
        PreparedStatement twin = idleStatements.put(sql, statement);
        if (twin != null) {
            twin.close();
        }
    }
}
