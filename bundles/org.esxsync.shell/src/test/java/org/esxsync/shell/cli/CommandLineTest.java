package org.esxsync.shell.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.shell.view.Samples;
import org.junit.jupiter.api.Test;

class CommandLineTest extends TypedCommands {

    @Test
    void aListingGoesToStandardOutput() {
        mirror.releases.add(new ReleaseSummary(Samples.ESX_301, "m", 14, 12, 9));
        assertEquals(0, run("releases"));
        assertEquals(
                """
                RELEASE    MATCHER  KNOWN  CLAIMED  PUBLISHED
                esx-3.0.1  m           14       12          9
                """,
                output());
        assertEquals("", errors());
    }

    @Test
    void everyCommandThatListsWritesJsonIfAsked() {
        Map<String, String> written =
                Map.of(
                        "releases", "releases",
                        "sources", "sources",
                        "patches", "patches",
                        "history", "history",
                        "status", "status",
                        "plan", "plan",
                        "sync", "report",
                        "verify", "verification",
                        "prune", "pruning");
        written.forEach(
                (command, record) -> {
                    assertEquals(0, run(command, "--json"));
                    assertEquals("JSON: %s\n".formatted(record), output());
                    out.reset();
                });
    }

    @Test
    void whatHasChangedIsWrittenInEachFormat() {
        assertEquals(0, run("new", "--json"));
        assertEquals(0, run("diff", "--json", "last"));
        assertEquals(0, run("ledger", "--json"));
        assertEquals(0, run("plan", "--csv"));
        assertEquals("JSON: patches\nJSON: changes\nJSON: ledgerCheck\nCSV: planned\r\n", output());
        out.reset();
        assertEquals(0, run("verify", "--csv"));
        assertEquals(0, run("prune", "--csv"));
        assertEquals("CSV: findings\r\nCSV: pruned\r\n", output());
        assertEquals(64, run("plan", "--csv", "--json"));
        assertEquals(64, run("verify", "--csv", "--json"));
        assertEquals(64, run("diff"));
        assertEquals(64, run("new", "yesterday"));
    }

    @Test
    void wrongUsageIsToldInOneLineWithAHint() {
        assertAll(
                () -> assertWrong("the command is missing"),
                () -> assertWrong("unknown command 'snyc'; perhaps 'sync' is meant", "snyc"),
                () ->
                        assertWrong(
                                "unknown command 'esx:sync'; perhaps 'sync' is meant", "esx:sync"),
                () ->
                        assertWrong(
                                "unknown command 'servise'; perhaps 'service' is meant", "servise"),
                () -> assertWrong("unknown command 'download'", "download"),
                () -> assertWrong("sync: unknown option '--fast'", "sync", "--fast"),
                () -> assertWrong("plan: unknown option '-n'", "plan", "-n"),
                () ->
                        assertWrong(
                                "verify: unknown option '--repiar'; perhaps '--repair' is meant",
                                "verify",
                                "--repiar"),
                () -> assertWrong("sync: the option -n takes no value", "sync", "-n=1"),
                () -> assertWrong("show: the patch is missing", "show"),
                () -> assertWrong("show: 'b' is one word too many", "show", "a", "b"),
                () -> assertWrong("releases: 'x' is one word too many", "releases", "x"),
                () -> assertWrong("history: the option -l needs a value", "history", "-l"),
                () ->
                        assertWrong(
                                "history: the option --limit is given twice; leave one of them out",
                                "history",
                                "-l",
                                "3",
                                "--limit=4"),
                () ->
                        assertWrong(
                                "'many' is not a number of events; use 1 or more",
                                "history",
                                "--limit=many"),
                () ->
                        assertWrong(
                                "unknown command 'snyc'; perhaps 'sync' is meant", "help", "snyc"));
    }

    @Test
    void whatAShellWouldTreatSpeciallyMeansNothing() {
        String odd = "$(touch x); 'a' | \"b\" > /tmp/x";
        assertEquals(64, run("show", odd));
        assertTrue(errors().startsWith("esxsync: unknown patch '" + odd + "'"), errors());
    }

    @Test
    void helpIsNoError() {
        for (String[] line :
                List.of(
                        new String[] {"help"},
                        new String[] {"--help"},
                        new String[] {"help", "sync"},
                        new String[] {"sync", "-h"},
                        new String[] {"show", "--help"})) {
            assertEquals(0, run(line), errors());
        }
        assertEquals("", errors());
    }

    @Test
    void aDefectSaysThatItIsOneAndHowToSeeWhere() {
        mirror.sync =
                (request, listener) -> {
                    throw new IllegalStateException("line 1\nline 2");
                };
        assertEquals(1, run("sync"));
        assertEquals(
                "esxsync: defect: java.lang.IllegalStateException: line 1 line 2; --debug shows"
                        + " where\n",
                errors());
    }

    @Test
    void aStackTraceIsPrintedWhenAskedFor() {
        mirror.sync =
                (request, listener) -> {
                    throw new EsxSyncException("first", new IOException("\u001b[31m"));
                };
        assertEquals(1, run("sync", "--debug"));
        assertTrue(errors().startsWith("esxsync: first\n"), errors());
        assertTrue(errors().contains("Caused by: java.io.IOException: �[31m"), errors());
        assertTrue(errors().contains("    at org.esxsync.shell."), errors());
    }

    @Test
    void anErrorsTextCannotCommandTheTerminal() {
        mirror.sync =
                (request, listener) -> {
                    throw new EsxSyncException("bad name \u001b[2J\nin index");
                };
        assertEquals(1, run("sync"));
        assertEquals("esxsync: bad name �[2J in index\n", errors());
    }

    @Test
    void aFullDiskBehindStandardOutputIsAFailure() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        mirror.releases.add(new ReleaseSummary(Samples.ESX_301, "m", 13, 12, 9));
        assertEquals(
                1,
                commandLine(new StandardOutput(full, () -> false)).applyAsInt(words("releases")));
        assertEquals(
                "esxsync: the output is incomplete: the disk is full; check where standard"
                        + " output goes\n",
                errors());
    }

    @Test
    void twoDashesEndTheOptions() {
        assertEquals(64, run("show", "-x"));
        assertEquals("esxsync: show: unknown option '-x'; see 'esxsync help show'", last(errors()));
        run("show", "--", "-x");
        assertFalse(last(errors()).contains("unknown option"), errors());
    }

    private static String last(String text) {
        List<String> lines = text.lines().toList();
        return lines.get(lines.size() - 1);
    }

    @Test
    void theServiceIsExplainedAndTakesNothing() {
        assertEquals(0, run("help", "service"));
        assertEquals(0, run("service", "--help"));
        assertTrue(output().contains("schedule="), output());
        assertEquals(64, run("service", "now"));
        assertTrue(errors().startsWith("esxsync: service: it takes no 'now'"), errors());
    }

    @Test
    void aPipeThatClosesEarlyEndsQuietly() {
        mirror.releases.add(new ReleaseSummary(Samples.ESX_301, "m", 14, 12, 9));
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        assertEquals(0, commandLine(closed).applyAsInt(new String[] {"releases"}));
        assertEquals("", errors());
    }

    private void assertWrong(String message, String... line) {
        err.reset();
        assertEquals(64, run(line));
        Matcher command = Pattern.compile("([a-z]+): .*").matcher(message);
        String help = command.matches() ? "help " + command.group(1) : "help";
        assertEquals("esxsync: " + message + "; see 'esxsync " + help + "'\n", errors());
    }
}
