package org.esxsync.shell.progress;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Screen;
import org.jline.builtins.ScreenTerminal;
import org.junit.jupiter.api.Test;

class LiveAreaTest {

    private static final int NARROW = 40;
    private static final int WIDE = 200;
    private static final int ROWS = 24;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ScreenTerminal terminal = new ScreenTerminal(WIDE, ROWS);

    /** What is known of the terminal, which may be late. */
    private int width = WIDE;

    private final LiveArea area =
            new LiveArea(
                    new Console(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new Screen(WIDE, true, false, ZoneOffset.UTC),
                            false,
                            () -> width));

    /** As a terminal does that sets a line's end where it is told to go to the next one. */
    private String shown() {
        terminal.write(out.toString(StandardCharsets.UTF_8).replace("\n", "\r\n"));
        out.reset();
        return terminal.toString();
    }

    private static List<String> lines(String text) {
        return List.of("one " + text.repeat(20), "two " + text.repeat(20));
    }

    @Test
    void nothingStaysOfLinesThatATerminalHadNoRoomForAnyMore() {
        area.show(lines("before "));
        assertTrue(shown().contains("two before"));
        terminal.setSize(NARROW, ROWS);
        area.show(lines("late "));
        shown();

        width = NARROW;
        area.print("a line that stays");
        area.show(lines("now "));
        String narrow = shown();
        assertTrue(narrow.contains("a line that stays"), narrow);
        assertTrue(narrow.contains("two now"), narrow);
        assertFalse(narrow.contains("late"), narrow);
        assertFalse(narrow.contains("before"), narrow);

        area.show(List.of());
        String end = shown();
        assertTrue(end.contains("a line that stays"), end);
        assertFalse(end.contains("now"), end);
    }

    @Test
    void longLinesThatStayAreBrokenAsEver() {
        terminal.setSize(NARROW, ROWS);
        width = NARROW;
        area.show(lines("now "));
        area.print("a".repeat(NARROW) + "end");
        area.show(List.of());

        String shown = shown();
        assertTrue(shown.contains("end"), shown);
    }
}
