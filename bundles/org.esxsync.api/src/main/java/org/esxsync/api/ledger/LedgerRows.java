package org.esxsync.api.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of one table of a ledger, on their way to another database. The numbers by which rows
 * name others count what was passed on before, so that equal ledgers have equal rows in equal
 * order, whatever database they are in.
 *
 * @param table the table's name
 * @param rows the values of each row: texts, whole numbers or null
 */
public record LedgerRows(String table, List<List<@Nullable Object>> rows) {

    public LedgerRows {
        rows = List.copyOf(rows);
    }
}
