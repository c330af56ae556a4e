package org.esxsync.shell.progress;

import java.util.List;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.PlainText;

/**
 * The last lines of a terminal, which are written anew again and again, below lines that stay. The
 * cursor rests at their start, and all behind it is erased: that holds also after the terminal has
 * changed its size and broken the lines elsewhere. Not thread-safe.
 */
final class LiveArea {

    private static final String ERASE = "\r\u001b[J";
    private static final String UP = "\u001b[%dA";

    /** Until it is told otherwise, the terminal cuts what is longer than a line. */
    private static final String CUT_OFF = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final Console console;
    private List<String> shown = List.of();

    LiveArea(Console console) {
        this.console = console;
    }

    /** How many columns a line may fill now. One that fills the last would be two. */
    int room() {
        return console.columns() - 1;
    }

    /** Prints a line that stays. */
    void print(String line) {
        write(line + System.lineSeparator(), cut(shown));
    }

    /** Shows these lines in place of those shown before; they are plain text. */
    void show(List<String> lines) {
        List<String> cut = cut(lines);
        if (!cut.equals(shown)) {
            write("", cut);
        }
    }

    private List<String> cut(List<String> lines) {
        int room = room();
        return lines.stream().map(line -> PlainText.cut(line, room)).toList();
    }

    private void write(String staying, List<String> live) {
        StringBuilder text = new StringBuilder();
        if (!shown.isEmpty()) {
            text.append(ERASE);
        }
        text.append(staying);
        if (!live.isEmpty()) {
            // It may be narrower by now than we know: a broken line would be two to go back over.
            text.append(CUT_OFF).append(String.join(System.lineSeparator(), live));
            if (live.size() > 1) {
                text.append(UP.formatted(live.size() - 1));
            }
            text.append('\r').append(WRAP);
        }
        console.out().print(text);
        console.out().flush();
        shown = live;
    }
}
