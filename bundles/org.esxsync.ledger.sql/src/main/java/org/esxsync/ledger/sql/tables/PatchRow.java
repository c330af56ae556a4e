package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import org.esxsync.ledger.sql.session.Row;

/**
 * A patch as {@link PatchReader} reads it.
 *
 * @param number its number in the table
 * @param text all else, for {@link PatchTexts}
 */
record PatchRow(long number, String text) {

    static PatchRow read(Row row) throws SQLException {
        return new PatchRow(row.number("number"), row.text("text"));
    }
}
