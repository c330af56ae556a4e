package org.esxsync.ledger.sql.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/** The current row of a query, read by the names of its columns. */
public final class Row {

    private final ResultSet results;
    private final Map<String, Integer> columns = new HashMap<>();

    Row(ResultSet results) {
        this.results = results;
    }

    public String text(String column) throws SQLException {
        String text = results.getString(index(column));
        if (text == null) {
            throw new SQLException("the column " + column + " is empty");
        }
        return text;
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return results.getString(index(column));
    }

    public long number(String column) throws SQLException {
        return results.getLong(index(column));
    }

    public @Nullable Long numberOrNull(String column) throws SQLException {
        long number = results.getLong(index(column));
        return results.wasNull() ? null : number;
    }

    public boolean flag(String column) throws SQLException {
        return results.getBoolean(index(column));
    }

    public Instant instant(String column) throws SQLException {
        return UtcText.parse(text(column));
    }

    public RelativePath path(String column) throws SQLException {
        return new RelativePath(text(column));
    }

    public EsxRelease release(String column) throws SQLException {
        return EsxRelease.parse(text(column));
    }

    /** The patch that the columns {@code id} and {@code revision} name. */
    public PatchKey patchKey() throws SQLException {
        return new PatchKey(text("id"), text("revision"));
    }

    /** The driver's own search for a name is slow enough to be felt in a long list. */
    private int index(String column) throws SQLException {
        Integer index = columns.get(column);
        if (index == null) {
            index = results.findColumn(column);
            columns.put(column, index);
        }
        return index;
    }
}
