package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.TerminalCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.FolderSite;
import org.esxsync.itests.fixture.Gate;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.SampleDepot;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.support.Eventually;
import org.jline.builtins.ScreenTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees at a terminal. */
class TerminalIT {

    /**
     * What the shell tells a terminal when it begins to read a line; what comes earlier is lost.
     */
    private static final String READS = "\u001b[?2004h";

    private static final String PATCH = "ESX-8258730";
    private static final String CTRL_C = "\u0003";
    private static final int NARROW = 40;
    private static final int WIDE = 200;
    private static final int ROWS = 24;

    /** What is written anew again and again: it ends where the cursor goes back to its start. */
    private static final Pattern PAINTED = Pattern.compile("(0 of 1 patch[^\r\n]*)\r(?!\n)");

    @TempDir Path directory;
    private EsxSync esxsync;
    private Path mirror;
    private Conf conf;

    @BeforeEach
    void begin() {
        esxsync =
                new EsxSync(
                        directory,
                        List.of(),
                        Map.of("XDG_STATE_HOME", directory.resolve("state").toString()));
        mirror = directory.resolve("mirror");
        conf = new Conf(directory.resolve("conf"));
    }

    @Test
    void aSyncFollowsATerminalThatChangesItsWidthAndEndsByCtrlC() throws Exception {
        try (PatchSite site = new PatchSite()) {
            site.add(PATCH, Tarball.of(PATCH).bytes());
            conf.vi3("site", site.index());
            // It would take longer than anybody waits, so that the test ends it.
            try (TerminalCommand sync = start(NARROW, "--bwlimit", "1", "sync", "3.0.1")) {
                sync.await(" kB ");
                int before = sync.written().length();
                sync.widen(WIDE);
                sync.await("left", before);
                int wide = sync.written().length();
                sync.widen(NARROW);
                Eventually.is("it is narrow again", () -> lastPainted(sync, wide) < NARROW);
                sync.press(CTRL_C);
                assertEquals(130, sync.end(), sync::written);

                for (String line : painted(sync.written().substring(0, before))) {
                    assertTrue(line.length() < NARROW, line);
                }
                for (String line : painted(sync.written())) {
                    assertFalse(line.contains("…"), line);
                }
                ScreenTerminal screen = new ScreenTerminal(NARROW, ROWS);
                screen.write(sync.written().substring(0, before));
                screen.setSize(WIDE, ROWS);
                screen.write(sync.written().substring(before, wide));
                screen.setSize(NARROW, ROWS);
                screen.write(sync.written().substring(wide));
                String shown = screen.toString();
                assertTrue(shown.replace("\n", "").contains("the sync was cancelled"), shown);
                assertFalse(shown.contains("0 of 1"), shown);
            }
        }
    }

    @Test
    void ctrlCInTheShellEndsItsCommandWithOneLine() throws Exception {
        try (PatchSite site = new PatchSite()) {
            site.add(PATCH, Tarball.of(PATCH).bytes());
            Gate gate = site.holdBack(PATCH);
            conf.vi3("site", site.index());
            try (TerminalCommand shell = start(WIDE)) {
                shell.await(READS);
                shell.press("sync 3.0.1\r");
                gate.awaitTransfer();
                shell.press(CTRL_C);
                shell.await("the sync was cancelled");
                shell.await(READS, shell.written().indexOf("the sync was cancelled"));
                int before = shell.written().length();
                shell.press("releases\r");
                shell.await("org.esxsync.matcher.esx301", before);
                shell.press("quit\r");

                assertEquals(0, shell.end(), shell::written);
                String written = shell.written();
                assertEquals(1, written.split("the sync was cancelled", -1).length - 1, written);
                assertFalse(written.contains("Exception"), written);
                assertTrue(
                        Files.readString(directory.resolve("state/esxsync/history"))
                                .contains("sync"));
            }
        }
    }

    @Test
    void aTokenIsAskedForAndNotShown() throws Exception {
        String token = "Tok3n-4713_abcdefgh";
        Path depot = directory.resolve("site/" + token + "/PROD/COMP/ESX_HOST/main");
        Files.createDirectories(depot);
        new SampleDepot(depot).vendor("sample", "main-bulletin").write();
        try (FolderSite site = new FolderSite(directory.resolve("site"))) {
            // What stands for the vendor's server is a proxy on the way there.
            conf.write("org.esxsync.fetch", "proxy = " + site.url(""));
            try (TerminalCommand add =
                    start(
                            WIDE,
                            "add",
                            "http://dl.broadcom.com/PROD/COMP/ESX_HOST/main/vmw-depot-index.xml",
                            "main")) {
                add.await("oken");
                add.press(token + "\r");

                assertEquals(0, add.end(), add::written);
                assertFalse(add.written().contains(token), add::written);
            }
        }
        String source =
                Files.readString(conf.directory().resolve("org.esxsync.source.depot~main.cfg"));
        MatchResult reference =
                Pattern.compile("\\$\\{file:(.*?)}").matcher(source).results().findFirst().get();
        Path kept = Path.of(reference.group(1));
        assertEquals(token, Files.readString(kept).strip());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
    }

    private TerminalCommand start(int columns, Object... words) throws Exception {
        Object[] all = new Object[words.length + 4];
        System.arraycopy(new Object[] {"--conf", conf, "--mirror", mirror}, 0, all, 0, 4);
        System.arraycopy(words, 0, all, 4, words.length);
        return TerminalCommand.start(esxsync, columns, all);
    }

    /** How long the last line is that was painted since then. */
    private static int lastPainted(TerminalCommand sync, int since) {
        List<String> lines = painted(sync.written().substring(since));
        return lines.isEmpty() ? WIDE : lines.get(lines.size() - 1).length();
    }

    private static List<String> painted(String written) {
        String lines = written.replaceAll("\u001b\\[\\d*[A-Z]", "");
        return PAINTED.matcher(lines).results().map(each -> each.group(1)).toList();
    }
}
