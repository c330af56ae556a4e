package org.esxsync.shell.progress;

import org.esxsync.api.sync.SyncListener;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Screen;
import org.esxsync.shell.view.Numbers;
import org.esxsync.shell.view.OutcomeLines;

/** Prints which sources are read, and what they had. */
public class ScanLines implements SyncListener {

    private final Console console;

    public ScanLines(Console console) {
        this.console = console;
    }

    @Override
    public void scanning(String source) {
        print(OutcomeLines.labelled("scanning", source));
    }

    @Override
    public void scanned(String source, int patches, boolean unchanged) {
        String result = unchanged ? "unchanged" : Numbers.patches(patches);
        print(OutcomeLines.labelled("scanned", source + ": " + result));
    }

    final Screen screen() {
        return console.screen();
    }

    /** In one call, so that the lines of several threads do not mix. */
    void print(String line) {
        console.out().println(line);
    }
}
