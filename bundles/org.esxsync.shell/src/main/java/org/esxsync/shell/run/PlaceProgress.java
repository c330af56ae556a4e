package org.esxsync.shell.run;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.PlainText;

/** Says on a terminal what is looked at, once a look at a place takes long. */
public final class PlaceProgress implements Consumer<String> {

    private static final long TOLD_EVERY = TimeUnit.SECONDS.toNanos(2);

    private final Console console;
    private long next = System.nanoTime() + TOLD_EVERY;

    public PlaceProgress(Console console) {
        this.console = console;
    }

    @Override
    public void accept(String place) {
        if (console.screen().isLimited() && System.nanoTime() - next > 0) {
            next = System.nanoTime() + TOLD_EVERY;
            console.out().println(PlainText.of(place) + " …");
        }
    }
}
