package org.esxsync.shell.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.console.CommandsCompleter;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.FakeMirror;
import org.esxsync.shell.FakeWriter;
import org.jline.reader.Candidate;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** The commands in Karaf's real shell, as it is when a command comes from its client. */
@EnabledForJreRange(
        maxVersion = 23,
        disabledReason = "Karaf 4.4 calls Subject.getSubject, which Java 24 refuses")
class KarafCommandTest {

    private final FakeMirror mirror = new FakeMirror();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final SessionFactoryImpl shell = new SessionFactoryImpl(streams);
    private final Session session =
            shell.create(InputStream.nullInputStream(), new PrintStream(out), new PrintStream(out));
    private Runnable withdrawal;

    @BeforeEach
    void offer() {
        streams.start();
        mirror.releases.add(new ReleaseSummary(EsxRelease.parse("esx-3.0.1"), "matcher", 9, 9, 8));
        mirror.releases.add(new ReleaseSummary(EsxRelease.parse("esxi-8.0"), "matcher", 2, 2, 0));
        withdrawal =
                KarafCommand.offer(
                        shell, new EsxCommands(mirror, mirror, new FakeWriter(), new FakeWriter()));
    }

    @AfterEach
    void stop() {
        shell.stop();
        streams.stop();
    }

    @Test
    void everyCommandIsOfferedUntilItIsWithdrawn() {
        EsxCommands.COMMANDS
                .names()
                .forEach(name -> assertNotNull(shell.getCommand("esx", name), name));
        withdrawal.run();
        EsxCommands.COMMANDS
                .names()
                .forEach(name -> assertNull(shell.getCommand("esx", name), name));
    }

    @Test
    void wordsArriveAsTheyWereTyped() throws Exception {
        session.execute("esx:sync 8.10 3.0.1");
        session.execute("esx:sync --force");
        assertEquals(
                List.of(SyncRequest.of("8.10", "3.0.1"), SyncRequest.of().forced()),
                mirror.requests);
        assertThrows(EsxSyncException.class, () -> session.execute("esx:sync --unknown"));
    }

    @Test
    void resultsArePrinted() throws Exception {
        session.execute("esx:releases");
        assertTrue(printed().contains("esx-3.0.1"), printed());
    }

    @Test
    void helpIsPrinted() throws Exception {
        session.execute("esx:sync --help");
        assertTrue(printed().startsWith("sync [-n] [--force]"), printed());
    }

    @Test
    void aCommandIsCompletedWithAndWithoutItsScope() {
        assertEquals(List.of("esx:status"), completions("esx:st"));
        assertEquals(List.of("status"), completions("stat"));
    }

    @Test
    void releasesAndOptionsAreCompleted() {
        assertEquals(List.of("esx-3.0.1"), completions("esx:sync esx-"));
        assertEquals(List.of("esx-3.0.1", "esxi-8.0"), completions("patches "));
        assertEquals(List.of("-n", "--dry-run", "--force", "--json"), completions("esx:sync -"));
        assertEquals(List.of("bash", "zsh"), completions("esx:completion "));
        assertEquals(List.of(), completions("esx:releases "));
    }

    @Test
    void theValueOfAnOptionIsNotCompleted() {
        assertEquals(List.of("--limit"), completions("esx:history --l"));
        assertEquals(List.of(), completions("esx:history --limit -"));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<String> completions(String line) {
        ParsedLine words =
                new DefaultParser().parse(line, line.length(), Parser.ParseContext.COMPLETE);
        List<Candidate> candidates = new ArrayList<>();
        new CommandsCompleter(shell, session).complete(null, words, candidates);
        return candidates.stream()
                .map(Candidate::value)
                .filter(value -> value.startsWith(words.word()))
                .toList();
    }
}
