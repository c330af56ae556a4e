package org.esxsync.distribution.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.shell.EsxCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualPageTest {

    private static final String PAGE = new ManualPage(EsxCommands.COMMANDS, "1.2.3").text();

    @Test
    void itHasEveryCommandAndOptionWithWhatHelpSays() {
        for (var command : EsxCommands.COMMANDS.all()) {
            assertTrue(PAGE.contains("\n.SS " + command.name()), command.name());
        }
        assertTrue(PAGE.contains(".B \\-n, \\-\\-dry\\-run\nonly show what would be done"), PAGE);
        assertTrue(PAGE.contains(".B \\-\\-mirror DIR\n"), PAGE);
        assertTrue(
                PAGE.indexOf("\n.SS service\n") > 0
                        && PAGE.indexOf("\n.SS no command\n") < PAGE.indexOf("\n.SH OPTIONS\n"),
                PAGE);
        assertTrue(PAGE.contains(".SH EXIT STATUS\n0 done, 1 failed"), PAGE);
    }

    @Test
    void noTextIsAnInstruction() {
        List<String> known = List.of(".B", ".I", ".PP", ".SH", ".SS", ".TH", ".TP", ".br");
        assertEquals(
                List.of(),
                PAGE.lines()
                        .filter(line -> line.startsWith(".") || line.startsWith("'"))
                        .filter(line -> !known.contains(line.split(" ")[0]))
                        .toList());
        assertTrue(PAGE.chars().allMatch(c -> c < 128), "only ASCII");
    }

    @Test
    void groffHasNothingToSay(@TempDir Path directory) throws Exception {
        Path page = Files.writeString(directory.resolve("esxsync.1"), PAGE);
        Process groff = groff(page);

        String told = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, groff.waitFor(), told);
        assertEquals("", told);
    }

    private static Process groff(Path page) {
        try {
            return new ProcessBuilder("groff", "-man", "-ww", "-z", page.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "groff is not installed, which checks manual pages");
            throw new AssertionError(e);
        }
    }
}
