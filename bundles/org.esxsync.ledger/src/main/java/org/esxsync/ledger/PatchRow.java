package org.esxsync.ledger;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A patch as {@link PatchReader} reads it; see {@link JoinedTexts}.
 *
 * @param number its number in the table
 * @param head what there is one of
 * @param platforms null for none
 * @param supersedes null for none
 * @param artifacts null for none; each with its digests
 */
record PatchRow(
        long number,
        String head,
        @Nullable String platforms,
        @Nullable String supersedes,
        @Nullable String artifacts) {

    static PatchRow read(Row row) throws SQLException {
        return new PatchRow(
                row.number("number"),
                row.text("head"),
                row.textOrNull("platforms"),
                row.textOrNull("supersedes"),
                row.textOrNull("artifacts"));
    }

    /** Its length in memory, roughly. */
    int length() {
        return head.length() + (artifacts == null ? 0 : artifacts.length());
    }
}
