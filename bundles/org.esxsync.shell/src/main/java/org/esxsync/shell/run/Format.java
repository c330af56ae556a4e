package org.esxsync.shell.run;

import java.util.List;
import java.util.function.Function;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.terminal.Result;

/** How a result is printed. */
public enum Format {
    /** For people. */
    SCREEN,
    JSON,
    CSV;

    /**
     * @throws UsageException if both are asked for
     */
    public static Format of(boolean json, boolean csv) {
        if (json && csv) {
            throw new UsageException("--json and --csv exclude each other; use one of them");
        }
        if (json) {
            return JSON;
        }
        return csv ? CSV : SCREEN;
    }

    /** The result in this format. */
    public <T> Object print(
            T found, Function<T, String> json, Function<T, String> csv, Function<T, Result> shown) {
        return switch (this) {
            case SCREEN -> shown.apply(found);
            case JSON -> json.apply(found);
            case CSV -> csv.apply(found);
        };
    }

    /** The listing in this format. */
    public <T> Object print(
            Listing<T> listing, Function<List<T>, String> json, Function<List<T>, String> csv) {
        return print(listing.rows(), json, csv, listing.table());
    }
}
