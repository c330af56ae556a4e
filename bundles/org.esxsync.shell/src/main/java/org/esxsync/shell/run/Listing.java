package org.esxsync.shell.run;

import java.util.List;
import java.util.function.Function;
import org.esxsync.shell.terminal.Result;

/**
 * Rows that were found, and how people see them.
 *
 * @param rows what was found
 * @param table makes a table of it, or says why there is none
 */
public record Listing<T>(List<T> rows, Function<List<T>, Result> table) {

    public Listing {
        rows = List.copyOf(rows);
    }
}
