package org.esxsync.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.shell.view.Listings;
import org.esxsync.shell.view.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private static final ZoneId ZONE = ZoneId.systemDefault();

    private final CommandSession session =
            new CommandProcessorImpl(null)
                    .createSession(
                            InputStream.nullInputStream(),
                            OutputStream.nullOutputStream(),
                            OutputStream.nullOutputStream());

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void withoutAWidthThereIsNoTerminal() {
        assertEquals(Screen.plain(ZONE), screen("", "xterm", ""));
        assertEquals(Screen.plain(ZONE), screen("0", "xterm", ""));
        assertEquals(Screen.plain(ZONE), screen("wide", "xterm", ""));
    }

    @Test
    void aTerminalHasColourUnlessSomebodyObjects() {
        assertEquals(new Screen(80, true, true, ZONE), screen("80", "xterm", ""));
        assertEquals(new Screen(80, true, false, ZONE), screen("80", "xterm", "1"));
    }

    @Test
    void aDumbTerminalIsOnlyNarrow() {
        assertEquals(new Screen(80, false, false, ZONE), screen("80", "dumb", ""));
    }

    @Test
    void colourIsNeverSentWhereItIsNotWanted() {
        assertEquals("\u001b[32mx\u001b[0m", Ink.GREEN.on(screen("80", "xterm", ""), "x"));
        assertEquals("x", Ink.GREEN.on(screen("80", "xterm", "1"), "x"));
        Result releases =
                Listings.releases(List.of(new ReleaseSummary(Samples.ESX_301, "m", 1, 1, 0)));
        assertFalse(Console.text(releases, Screen.plain(ZoneOffset.UTC)).contains("\u001b"));
    }

    private Screen screen(String columns, String term, String noColor) {
        session.put("COLUMNS", columns);
        session.put("TERM", term);
        session.put("NO_COLOR", noColor);
        return Console.screen(session);
    }
}
