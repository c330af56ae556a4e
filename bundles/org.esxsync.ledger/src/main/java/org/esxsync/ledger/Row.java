package org.esxsync.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/** The current row of a query, read by the names of its columns. */
final class Row {

    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    String text(String column) throws SQLException {
        String text = results.getString(column);
        if (text == null) {
            throw new SQLException("the column " + column + " is empty");
        }
        return text;
    }

    @Nullable String textOrNull(String column) throws SQLException {
        return results.getString(column);
    }

    long number(String column) throws SQLException {
        return results.getLong(column);
    }

    long numberOr(String column, long whenNull) throws SQLException {
        long number = results.getLong(column);
        return results.wasNull() ? whenNull : number;
    }

    boolean flag(String column) throws SQLException {
        return results.getInt(column) != 0;
    }

    Instant instant(String column) throws SQLException {
        return UtcText.parse(text(column));
    }

    RelativePath path(String column) throws SQLException {
        return new RelativePath(text(column));
    }

    EsxRelease release(String column) throws SQLException {
        return EsxRelease.parse(text(column));
    }

    /** The digest in the columns {@code algorithm} and {@code hex}. */
    Digest digest() throws SQLException {
        String name = text("algorithm");
        Digest.Algorithm algorithm =
                Digest.Algorithm.named(name)
                        .orElseThrow(() -> new SQLException("no such digest: " + name));
        return new Digest(algorithm, text("hex"));
    }
}
