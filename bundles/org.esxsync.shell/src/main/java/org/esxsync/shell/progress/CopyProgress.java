package org.esxsync.shell.progress;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.esxsync.api.Quantity;
import org.esxsync.shell.terminal.Console;

/** Shows in one line how many rows of a ledger were copied, a few times a second. */
public final class CopyProgress implements LongConsumer {

    private static final long PAUSE_NANOS = 200_000_000;

    private final Console console;
    private final LongSupplier nanoTime;
    private long next;

    public CopyProgress(Console console, LongSupplier nanoTime) {
        this.console = console;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong() + PAUSE_NANOS;
    }

    @Override
    public void accept(long rows) {
        long now = nanoTime.getAsLong();
        if (now >= next) {
            next = now + PAUSE_NANOS;
            console.out()
                    .print("\r\033[K%s copied\r".formatted(Quantity.count(rows, "row", "rows")));
            console.out().flush();
        }
    }
}
