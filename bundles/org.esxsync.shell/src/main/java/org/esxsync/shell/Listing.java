package org.esxsync.shell;

import java.util.List;
import java.util.function.Function;
import org.esxsync.shell.terminal.Result;

/**
 * Rows that were found, and how people see them.
 *
 * @param rows what was found
 * @param table makes a table of it, or says why there is none
 */
record Listing<T>(List<T> rows, Function<List<T>, Result> table) {

    Listing {
        rows = List.copyOf(rows);
    }
}
