package org.esxsync.shell.progress;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.esxsync.api.Quantity;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.shell.terminal.Console;

/** Shows in one line how far a verification is, a few times a second. */
public final class VerifyProgress implements VerifyListener {

    private static final long PAUSE_NANOS = 200_000_000;
    private static final int WHOLE = 100;

    private final Console console;
    private final LongSupplier nanoTime;
    private final AtomicLong next;

    public VerifyProgress(Console console, LongSupplier nanoTime) {
        this.console = console;
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong() + PAUSE_NANOS);
    }

    @Override
    public void read(long files, long ofFiles, long bytes) {
        long due = next.get();
        long now = nanoTime.getAsLong();
        if (files == ofFiles) {
            console.out().print("\r\033[K");
        } else if (now >= due && next.compareAndSet(due, now + PAUSE_NANOS)) {
            console.out()
                    .print(
                            "\r\033[K%d %%  %s"
                                    .formatted(WHOLE * files / ofFiles, Quantity.bytes(bytes)));
            console.out().flush();
        }
    }
}
