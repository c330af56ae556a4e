package org.esxsync.shell.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.esxsync.api.EsxSyncException;
import org.esxsync.shell.run.CommandRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class ShellGreetingTest {

    private final CommandProcessorImpl processor = new CommandProcessorImpl(null);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private final CommandSession session =
            processor.createSession(InputStream.nullInputStream(), out, out);

    @AfterEach
    void close() {
        processor.stop();
    }

    private ShellGreeting greeting(boolean isOurs) {
        Bundle framework =
                (Bundle)
                        Proxy.newProxyInstance(
                                Bundle.class.getClassLoader(),
                                new Class<?>[] {Bundle.class},
                                (proxy, method, arguments) -> {
                                    calls.add(method.getName());
                                    return null;
                                });
        return new ShellGreeting(isOurs, framework);
    }

    private long greetings() {
        return out.toString(StandardCharsets.UTF_8).lines().filter(l -> l.contains("help")).count();
    }

    @Test
    void aShellWithATerminalIsGreetedOnce() throws Exception {
        processor.addListener(greeting(true));
        session.put(".terminal", "a terminal");
        session.execute("x = 1");
        session.execute("x = 2");

        assertEquals(1, greetings());
        assertEquals(List.of(), calls);
        assertEquals(true, session.get(".gosh_quiet"));
    }

    @Test
    void exitStopsTheFramework() throws Exception {
        processor.addListener(greeting(true));
        session.put(".terminal", "a terminal");
        session.execute("x = 1");
        session.execute("exit");
        session.execute("quit");

        assertEquals(List.of("stop", "stop"), calls);
    }

    @Test
    void whatWasTypedIsKeptInAFileOfOurs() {
        assertEquals(
                Optional.of(Path.of("/home/u/.local/state/esxsync/history")),
                ShellGreeting.historyFile(Map.of("XDG_STATE_HOME", "state"), "/home/u"));
        assertEquals(
                Optional.of(Path.of("/state/esxsync/history")),
                ShellGreeting.historyFile(Map.of("XDG_STATE_HOME", "/state"), "/home/u"));
        assertEquals(Optional.empty(), ShellGreeting.historyFile(Map.of(), "?"));
    }

    @Test
    void anInterruptionIsForTheCommandThatRuns() throws Exception {
        ShellGreeting greeting = greeting(true);
        greeting.run();
        greeting.beforeExecute(session, "esx:sync");
        session.put(CommandRun.THREAD, Thread.currentThread());
        greeting.run();
        assertTrue(Thread.interrupted());

        session.put(CommandRun.THREAD, null);
        greeting.run();
        assertEquals("; 'exit' leaves\n", out.toString(StandardCharsets.UTF_8));
    }

    private void open() throws Exception {
        processor.addListener(greeting(true));
        session.put(".terminal", "a terminal");
        session.execute("x = 1");
    }

    @Test
    void helpIsAboutOurCommandsFirst() throws Exception {
        open();
        session.put("gogo:help", (Function) (shell, words) -> "Gogo's of " + words);

        assertTrue(session.execute("help").toString().contains("bring the mirror up to date"));
        assertTrue(session.execute("help sync").toString().startsWith("sync [-n]"));
        assertTrue(session.execute("help service").toString().startsWith("service"));
        assertEquals("Gogo's of [lb]", session.execute("help lb"));
    }

    @Test
    void anUnknownCommandIsToldWithWhatMayBeMeant() throws Exception {
        open();
        Exception error = assertThrows(EsxSyncException.class, () -> session.execute("snyc 3.0.1"));
        assertEquals("unknown command 'snyc'; perhaps 'sync' is meant", error.toString());
    }

    @Test
    void aScriptIsNotGreeted() throws Exception {
        processor.addListener(greeting(true));
        session.execute("x = 1");

        assertEquals(0, greetings());
    }

    @Test
    void theShellOfAnotherServerKeepsItsOwn() throws Exception {
        processor.addListener(greeting(false));
        session.put(".terminal", "a terminal");
        session.execute("x = 1");

        assertEquals(0, greetings());
    }
}
