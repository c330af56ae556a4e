package org.esxsync.ledger;

import java.sql.SQLException;

/**
 * A patch as {@link PatchReader} reads it, for {@link PatchTexts}.
 *
 * @param number its number in the table
 * @param head what there is one of
 * @param platforms lines
 * @param supersedes lines
 * @param metadata a line, or nothing
 * @param artifacts lines
 */
record PatchRow(
        long number,
        String head,
        String platforms,
        String supersedes,
        String metadata,
        String artifacts) {

    static PatchRow read(Row row) throws SQLException {
        return new PatchRow(
                row.number("number"),
                row.text("head"),
                row.text("platforms"),
                row.text("supersedes"),
                row.text("metadata"),
                row.text("artifacts"));
    }

    /** Its length in memory, roughly. */
    int length() {
        return head.length() + artifacts.length();
    }
}
