package org.esxsync.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a child table, read along with their parents, which come in the same order. */
final class Parts<T> implements AutoCloseable {

    private record Part<T>(long parent, T value) {}

    private final Cursor<Part<T>> cursor;
    private @Nullable Part<T> next;

    /**
     * @param sql a query whose column {@code parent} is the parent's number
     */
    Parts(Session session, String sql, Cursor.Reader<T> reader, Object... parameters)
            throws SQLException {
        cursor =
                session.query(
                        sql, row -> new Part<>(row.number("parent"), reader.read(row)), parameters);
        advance();
    }

    /** The parts of a parent; the parents are asked for in the order of the query, each once. */
    List<T> of(long parent) throws SQLException {
        if (next == null || next.parent() != parent) {
            return List.of();
        }
        List<T> parts = new ArrayList<>();
        while (next != null && next.parent() == parent) {
            parts.add(next.value());
            advance();
        }
        return parts;
    }

    @Override
    public void close() throws SQLException {
        cursor.close();
    }

    private void advance() throws SQLException {
        next = cursor.next() ? cursor.current() : null;
    }
}
