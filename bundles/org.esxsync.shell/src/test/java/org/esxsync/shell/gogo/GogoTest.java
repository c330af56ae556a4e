package org.esxsync.shell.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.FakeMirror;
import org.esxsync.shell.FakeWriter;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.view.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands in a real Gogo session. */
class GogoTest {

    private final FakeMirror mirror = new FakeMirror();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(null);
    private final CommandSession session =
            processor.createSession(InputStream.nullInputStream(), out, out);

    @BeforeEach
    void register() {
        EsxCommands commands = new EsxCommands(mirror, mirror, new FakeWriter(), new FakeWriter());
        for (Object target : commands.targets()) {
            EsxCommands.COMMANDS.all().stream()
                    .filter(command -> command.isOf(target))
                    .forEach(command -> processor.addCommand("esx", target, command.name()));
        }
        processor.addConverter(new ResultConverter());
    }

    @AfterEach
    void close() {
        processor.stop();
    }

    @Test
    void versionsArriveAsTheyWereTyped() throws Exception {
        session.execute("esx:sync 8.10 3.0.1");
        session.execute("esx:sync 8.10");
        session.execute("esx:plan 8.10");
        session.execute("esx:sync");
        assertEquals(
                List.of(
                        SyncRequest.of("8.10", "3.0.1"),
                        SyncRequest.of("8.10"),
                        SyncRequest.of("8.10"),
                        SyncRequest.of()),
                mirror.requests);
        assertThrows(EsxSyncException.class, () -> session.execute("esx:patches 8.10"));
    }

    @Test
    void aWordOfJavaIsACommandToo() throws Exception {
        assertEquals("JSON: patches", session.execute("esx:new --json"));
        assertEquals("JSON: patches", session.execute("esx:new 2026-02-03 --json"));
        assertEquals("JSON: changes", session.execute("esx:diff --json 17"));
    }

    @Test
    void optionsMayStandAnywhere() throws Exception {
        mirror.sync =
                (request, listener) -> {
                    throw new AssertionError("it synced");
                };
        session.execute("esx:sync -n 3.0.1");
        session.execute("esx:sync 3.0.1 --dry-run");
        assertEquals(List.of(SyncRequest.of("3.0.1"), SyncRequest.of("3.0.1")), mirror.requests);
    }

    @Test
    void aListingIsAListForScriptsAndATableForPeople() throws Exception {
        mirror.releases.add(
                new ReleaseSummary(Samples.ESX_301, "org.esxsync.matcher.esx301", 1, 1, 0));
        Object releases = session.execute("esx:releases");
        assertEquals(mirror.releases, assertInstanceOf(List.class, releases));
        assertEquals(List.of("esx-3.0.1"), session.execute("(esx:releases) names"));
        assertEquals(
                """
                RELEASE    MATCHER                     KNOWN  CLAIMED  PUBLISHED
                esx-3.0.1  org.esxsync.matcher.esx301      1        1          0\
                """,
                shown(releases));
        session.put(Console.COLUMNS, 51);
        session.put("NO_COLOR", "1");
        assertEquals(
                """
                RELEASE    MATCHER        KNOWN  CLAIMED  PUBLISHED
                esx-3.0.1  org.esxsync.…      1        1          0\
                """,
                shown(releases));
    }

    @Test
    void aFailedSyncThrowsAfterItsSummary() {
        mirror.sync =
                (request, listener) ->
                        Samples.report(Samples.outcome(Outcome.FAILED, "ESX-1", "wrong digest"));
        EsxSyncException error =
                assertThrows(EsxSyncException.class, () -> session.execute("esx:sync"));
        assertTrue(error.getMessage().contains("ESX-1 (esx-3.0.1): wrong digest"));
        assertEquals(
                "0 published, 1 failed; 2.1 MB in 1.4 s\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anErrorsTextCannotCommandTheTerminal() {
        mirror.sync =
                (request, listener) -> {
                    throw new EsxSyncException("bad \u001b[2J");
                };
        EsxSyncException error =
                assertThrows(EsxSyncException.class, () -> session.execute("esx:sync"));
        assertEquals("bad �[2J", error.getMessage());
    }

    @Test
    void anInterruptedCommandLeavesNothingToInterrupt() {
        mirror.sync =
                (request, listener) -> {
                    assertEquals(Thread.currentThread(), session.get(CommandRun.THREAD));
                    Thread.currentThread().interrupt();
                    throw new EsxSyncException("the sync was cancelled");
                };
        assertThrows(EsxSyncException.class, () -> session.execute("esx:sync"));
        assertFalse(Thread.interrupted());
        assertNull(session.get(CommandRun.THREAD));
    }

    @Test
    void anUnknownOptionIsRefused() {
        EsxSyncException error =
                assertThrows(EsxSyncException.class, () -> session.execute("esx:sync --fast"));
        assertEquals("sync: unknown option '--fast'", error.getMessage());
        assertEquals("sync: unknown option '--fast'", error.toString());
    }

    @Test
    void helpExplainsACommand() throws Exception {
        assertEquals(session.execute("esx:help plan"), session.execute("esx:plan -h"));
        assertEquals(
                """
                plan [--json] [--csv] [release or location …]
                  show what a sync would do; writes nothing into the mirror

                  --json               print JSON for programs
                  --csv                print CSV for spreadsheets
                  release or location  such as esx-3.0.1, or 3.0.1 if only one product has it; \
                default: the configured releases, or all. A file, directory or URL, as 'add' takes \
                it, is read in place of the configured sources
                  -h, --help           explain the command

                Example: esxsync plan esxi-8.0
                  shows which patches of ESXi 8.0 are missing\
                """,
                session.execute("esx:help plan"));
    }

    @Test
    void helpIsWrappedToTheTerminal() throws Exception {
        session.put(Console.COLUMNS, 40);
        assertEquals(
                """
                show [--json] patch
                  show all that is known of a patch

                  --json      print JSON for programs
                  patch       a patch's id, as 'patches'
                              lists it
                  -h, --help  explain the command

                Example: esxsync show ESX-1006980
                  shows its files, digests and where it
                  stands\
                """,
                session.execute("esx:help show"));
    }

    @Test
    void helpListsEveryCommand() throws Exception {
        String help = session.execute("esx:help").toString();
        EsxCommands.COMMANDS
                .names()
                .forEach(name -> assertTrue(help.contains("\n  " + name + " "), name));
    }

    private String shown(Object result) {
        return session.format(result, Converter.INSPECT)
                .toString()
                .replace(System.lineSeparator(), "\n");
    }
}
