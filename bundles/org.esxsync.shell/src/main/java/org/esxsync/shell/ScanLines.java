package org.esxsync.shell;

import org.esxsync.api.sync.SyncListener;

/** Prints which sources are read, and what they had. */
class ScanLines implements SyncListener {

    private static final int LABEL_WIDTH = 11;

    private final Console console;

    ScanLines(Console console) {
        this.console = console;
    }

    @Override
    public void scanning(String source) {
        print(labelled("scanning", source));
    }

    @Override
    public void scanned(String source, int patches, boolean unchanged) {
        String result = unchanged ? "unchanged" : Figures.patches(patches);
        print(labelled("scanned", source + ": " + result));
    }

    final Screen screen() {
        return console.screen();
    }

    static String labelled(String label, String text) {
        return PlainText.pad(label, LABEL_WIDTH) + PlainText.of(text);
    }

    /** In one call, so that the lines of several threads do not mix. */
    void print(String line) {
        console.out().println(line);
    }
}
