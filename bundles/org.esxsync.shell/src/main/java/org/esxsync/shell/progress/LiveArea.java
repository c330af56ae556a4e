package org.esxsync.shell.progress;

import java.io.PrintStream;
import java.util.List;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.PlainText;

/**
 * The last lines of a terminal, which are written anew again and again, below lines that stay. Not
 * thread-safe.
 */
final class LiveArea {

    /** Goes up a number of lines and erases all from there. */
    private static final String ERASE = "\u001b[%dA\r\u001b[J";

    private final PrintStream out;
    private final int width;
    private List<String> shown = List.of();

    LiveArea(Console console) {
        this.out = console.out();
        this.width = console.screen().width();
    }

    /** Prints a line that stays. */
    void print(String line) {
        write(line + System.lineSeparator(), shown);
    }

    /** Shows these lines in place of those shown before; they are plain text. */
    void show(List<String> lines) {
        // A line that fills the last column would wrap, and be two when it is erased.
        List<String> cut = lines.stream().map(line -> PlainText.cut(line, width - 1)).toList();
        if (!cut.equals(shown)) {
            write("", cut);
        }
    }

    private void write(String staying, List<String> live) {
        StringBuilder text = new StringBuilder();
        if (!shown.isEmpty()) {
            text.append(ERASE.formatted(shown.size()));
        }
        text.append(staying);
        live.forEach(line -> text.append(line).append(System.lineSeparator()));
        out.print(text);
        out.flush();
        shown = live;
    }
}
