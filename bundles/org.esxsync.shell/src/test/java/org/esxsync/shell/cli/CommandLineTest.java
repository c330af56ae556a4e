package org.esxsync.shell.cli;

import static org.esxsync.shell.view.Samples.outcome;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.setup.UnknownNameException;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.MirrorLockedException;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.FakeMirror;
import org.esxsync.shell.FakeWriter;
import org.esxsync.shell.view.Samples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private final FakeMirror mirror = new FakeMirror();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private @Nullable String loudness;

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

    private static MirrorStatus status(List<String> troubles, Event.@Nullable Kind end) {
        MirrorStatus empty = Samples.emptyMirror();
        return new MirrorStatus(
                empty.mirror(),
                null,
                end == null ? null : Event.ofRun(Samples.NOON, end, "1 | 2"),
                end == null ? null : Samples.NOON,
                null,
                true,
                empty.patches(),
                List.of(),
                troubles,
                empty.space(),
                List.of(
                        new SourceStatus(
                                new SourceSummary("vmware", "http://x", 12, Samples.NOON), null)));
    }

    @Test
    void aCheckPrintsOneLineAndEndsAsMonitoringPlugInsDo() {
        mirror.status = () -> status(List.of(), Event.Kind.SYNC_FINISHED);
        assertEquals(0, run("status", "--check"));
        mirror.status = () -> status(List.of(), Event.Kind.SYNC_INCOMPLETE);
        assertEquals(1, run("status", "--check"));
        mirror.status = () -> status(List.of("it cannot be written"), Event.Kind.SYNC_FINISHED);
        assertEquals(2, run("status", "--check"));
        mirror.status = () -> status(List.of(), null);
        assertEquals(3, run("status", "--check"));

        assertEquals(
                List.of(
                        "ESXSYNC WARNING - the last sync was incomplete: 1 / 2",
                        "ESXSYNC CRITICAL - it cannot be written",
                        "ESXSYNC UNKNOWN - no sync has ended yet"),
                output().lines().skip(1).map(line -> line.split(" \\| ")[0]).toList());
        assertTrue(output().startsWith("ESXSYNC OK - the last sync, "), output());
        assertEquals(4, output().chars().filter(each -> each == '|').count(), output());
        assertEquals("", errors());
    }

    @Test
    void aMirrorThatCannotBeCheckedIsUnknown() {
        for (Throwable problem :
                List.of(
                        new EsxSyncException("the ledger is damaged"),
                        new IllegalStateException("x"),
                        new NoClassDefFoundError("y"))) {
            mirror.status = () -> fail(problem);
            assertEquals(3, run("status", "--check"));
        }
        assertEquals(3, run("status", "--check", "--max-age", "soon"));

        assertEquals(
                """
                ESXSYNC UNKNOWN - the ledger is damaged
                ESXSYNC UNKNOWN - defect: java.lang.IllegalStateException: x
                ESXSYNC UNKNOWN - defect: java.lang.NoClassDefFoundError: y
                ESXSYNC UNKNOWN - --max-age 'soon' is no length of time; write a number with s, m, h, d or w, such as 36h
                """,
                output());
        assertEquals("", errors());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> MirrorStatus fail(Throwable problem) throws E {
        throw (E) problem;
    }

    @Test
    void aCheckMayLimitTheAgeOfTheLastSuccess() {
        mirror.status = () -> status(List.of(), Event.Kind.SYNC_FINISHED);
        assertEquals(0, run("status", "--check", "--max-age", "5000w"));
        assertEquals(2, run("status", "--check", "--max-age", "1m"));
        assertTrue(output().contains(" ago, more than 1 min | age="), output());
        assertEquals(64, run("status", "--max-age", "1m"));
    }

    @Test
    void aCheckIsWrittenAsJsonWithTheSameExitCode() {
        mirror.status = () -> status(List.of(), Event.Kind.SYNC_INCOMPLETE);
        assertEquals(1, run("status", "--check", "--json"));
        assertEquals("JSON: health\n", output());
    }

    @Test
    void aSyncPrintsEachPatchAndASummary() {
        mirror.sync =
                (request, listener) -> {
                    listener.scanning("vmware");
                    listener.scanned("vmware", 2, false);
                    listener.transferred(Samples.patch("ESX-1", 1, "a"), 1_200_000, -1);
                    var published =
                            outcome(Outcome.PUBLISHED, "ESX-1", "esx-3.0.1/2007-03-29-ESX-1");
                    listener.finished(published);
                    listener.finished(outcome(Outcome.PRESENT, "ESX-2", ""));
                    return Samples.report(published, outcome(Outcome.PRESENT, "ESX-2", ""));
                };
        assertEquals(0, run("sync", "3.0.1", "3.0.0"));
        assertEquals(
                """
                scanning   vmware
                scanned    vmware: 2 patches
                published  esx-3.0.1/2007-03-29-ESX-1  1.2 MB
                1 published, 1 present; 2.1 MB in 1.4 s
                """,
                output());
        assertEquals(List.of(SyncRequest.of("3.0.1", "3.0.0")), mirror.requests);
    }

    @Test
    void aConflictInSeveralReleasesIsToldOnceAndOneFoundLaterToo() {
        var inOne = outcome(Outcome.CONFLICT, "ESX-1", "it holds other bytes");
        var inAnother =
                new PatchOutcome(
                        "ESX-1", "vmware", Samples.ESX_300, Outcome.CONFLICT, inOne.detail());
        var later = outcome(Outcome.CONFLICT, "ESX-2", "a file stands in its place");
        var present = outcome(Outcome.PRESENT, "ESX-3", "");
        mirror.sync =
                (request, listener) -> {
                    listener.planned(
                            new SyncPlan(
                                    List.of(),
                                    List.of(inOne, inAnother, present),
                                    List.of(),
                                    new DiskSpace(0, 1)));
                    List.of(inOne, inAnother, present, later).forEach(listener::finished);
                    return Samples.report(inOne, inAnother, present, later);
                };
        assertEquals(2, run("sync"));
        assertEquals(
                """
                conflict   ESX-1 (esx-3.0.1, esx-3.0.0): it holds other bytes
                conflict   ESX-2 (esx-3.0.1): a file stands in its place
                0 published, 1 present, 2 conflicts; 2.1 MB in 1.4 s
                """,
                output());
    }

    @Test
    void aDryRunOnlyPlans() {
        mirror.sync =
                (request, listener) -> {
                    throw new AssertionError("it synced");
                };
        mirror.plan = (request, listener) -> Samples.plan(Samples.patch("ESX-1", 512, "a title"));
        for (String[] line :
                List.of(
                        new String[] {"sync", "-n", "3.0.1"},
                        new String[] {"sync", "3.0.1", "--dry-run"},
                        new String[] {"plan", "3.0.1"})) {
            assertEquals(0, run(line), errors());
        }
        assertTrue(output().endsWith("1 patch, 512 B to download\n"), output());
        assertEquals(SyncRequest.of("3.0.1"), mirror.requests.get(2));
    }

    @Test
    void theExitCodeTellsHowItEnded() {
        var failed = outcome(Outcome.FAILED, "ESX-1", "wrong digest");
        mirror.sync = (request, listener) -> Samples.report(failed);
        assertEquals(2, run("sync"));
        mirror.sync =
                (request, listener) ->
                        Samples.report(
                                List.of(failed), List.of(new SourceFailure("vmware", "no route")));
        assertEquals(1, run("sync"));
        mirror.sync =
                (request, listener) -> {
                    throw new MirrorLockedException(Path.of("/m"), "process 7");
                };
        assertEquals(75, run("sync"));
        mirror.sync =
                (request, listener) -> {
                    throw new UnknownReleaseException("9.9", List.of(Samples.ESX_301));
                };
        assertEquals(64, run("sync", "9.9"));
        mirror.sync =
                (request, listener) -> {
                    throw new EsxSyncException("the disk is full");
                };
        assertEquals(1, run("sync"));
        assertEquals(
                """
                esxsync: 1 patch failed; the first is ESX-1 (esx-3.0.1): wrong digest
                esxsync: 1 source could not be read, 1 patch failed; the first is \
                source vmware: no route
                esxsync: the mirror /m is in use by process 7; wait for it to finish and try again
                esxsync: unknown release '9.9'; use one of esx-3.0.1, or deploy a matcher for it
                esxsync: the disk is full
                """,
                errors());
    }

    @Test
    void whatCouldNotBeUnderstoodIsNoPatch() {
        mirror.sync =
                (request, listener) ->
                        Samples.report(
                                new PatchOutcome("a.zip", "share", null, Outcome.FAILED, "cut off"),
                                outcome(Outcome.FAILED, "ESX-1", "wrong digest"));
        assertEquals(2, run("sync"));
        assertEquals(
                "esxsync: 1 patch failed, 1 listed file or entry could not be read; the first is"
                        + " a.zip (share): cut off\n",
                errors());
    }

    @Test
    void aNameThatNothingHasIsWrongUsage() {
        mirror.sync =
                (request, listener) -> {
                    throw new UnknownNameException("no source is called 'nope'; there is none");
                };
        assertEquals(64, run("sync"));
    }

    @Test
    void aTerminalThatShowsTheReasonsIsNotToldThemAgain() {
        mirror.sync = (request, listener) -> Samples.report(outcome(Outcome.FAILED, "ESX-1", "x"));
        CommandLine onTerminal = commandLine(new StandardOutput(out, () -> true), "80");

        assertEquals(2, onTerminal.applyAsInt(new String[] {"sync"}));
        assertEquals(2, onTerminal.applyAsInt(new String[] {"sync", "--json"}));
        assertEquals(
                """
                esxsync: 1 patch failed; see above
                esxsync: 1 patch failed; the first is ESX-1 (esx-3.0.1): x
                """,
                errors());
    }

    @Test
    void aQuietSyncThatGoesWellSaysNothingAndOneThatDoesNotSaysWhy() {
        loudness = "QUIET";
        mirror.sync =
                (request, listener) -> {
                    listener.scanned("vmware", 1, false);
                    return Samples.report(outcome(Outcome.PUBLISHED, "ESX-1", "x"));
                };
        assertEquals(0, run("sync"));
        assertEquals("", output());

        mirror.sync = (request, listener) -> Samples.report(outcome(Outcome.FAILED, "ESX-1", "x"));
        assertEquals(2, run("sync"));
        assertEquals("", output());
        assertEquals("esxsync: 1 patch failed; the first is ESX-1 (esx-3.0.1): x\n", errors());

        assertEquals(0, run("releases"));
        assertFalse(output().isEmpty(), "what was asked for is printed");
    }

    @Test
    void aSyncWithoutASourceFails() {
        mirror.sources.clear();
        assertEquals(1, run("sync"));
        assertEquals(1, run("plan"));
        assertTrue(errors().startsWith("esxsync: No source is configured."), errors());
        assertEquals(List.of(), mirror.requests);
    }

    @Test
    void theSummaryIsPrintedBeforeARunFails() {
        mirror.sync = (request, listener) -> Samples.report(outcome(Outcome.FAILED, "ESX-1", "x"));
        run("sync");
        assertEquals("0 published, 1 failed; 2.1 MB in 1.4 s\n", output());
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
    void aVerdictThatNobodyCouldReadIsUnknown() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Bad file descriptor");
                    }
                };
        mirror.status = () -> status(List.of(), Event.Kind.SYNC_FINISHED);
        assertEquals(
                3,
                commandLine(new StandardOutput(full, () -> false))
                        .applyAsInt(words("status", "--check")));
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

    private static String[] words(String... words) {
        return words;
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

    @Test
    void stoppingInterruptsWhatStillRuns() {
        CommandLine[] line = {commandLine(out)};
        mirror.sync =
                (request, listener) -> {
                    line[0].stop();
                    throw new EsxSyncException("interrupted: " + Thread.interrupted());
                };
        assertEquals(1, line[0].applyAsInt(new String[] {"sync"}));
        assertEquals("esxsync: interrupted: true\n", errors());
        line[0].stop();
        assertFalse(Thread.interrupted());
    }

    private void assertWrong(String message, String... line) {
        err.reset();
        assertEquals(64, run(line));
        Matcher command = Pattern.compile("([a-z]+): .*").matcher(message);
        String help = command.matches() ? "help " + command.group(1) : "help";
        assertEquals("esxsync: " + message + "; see 'esxsync " + help + "'\n", errors());
    }

    private int run(String... words) {
        return commandLine(out).applyAsInt(words);
    }

    private CommandLine commandLine(OutputStream output) {
        return commandLine(new StandardOutput(output, () -> true));
    }

    private CommandLine commandLine(StandardOutput output) {
        return commandLine(output, null);
    }

    private CommandLine commandLine(StandardOutput output, @Nullable String columns) {
        return new CommandLine(
                new CommandProcessorImpl(null),
                new EsxCommands(mirror, mirror, new FakeWriter(), new FakeWriter()),
                output,
                err,
                () -> columns,
                loudness);
    }

    private String output() {
        return text(out);
    }

    private String errors() {
        return text(err);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
