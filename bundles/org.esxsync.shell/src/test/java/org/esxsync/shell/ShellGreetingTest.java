package org.esxsync.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShellGreetingTest {

    private final CommandProcessorImpl processor = new CommandProcessorImpl(null);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CommandSession session =
            processor.createSession(InputStream.nullInputStream(), out, out);

    @AfterEach
    void close() {
        processor.stop();
    }

    private long greetings() {
        return out.toString(StandardCharsets.UTF_8).lines().filter(l -> l.contains("help")).count();
    }

    @Test
    void aShellWithATerminalIsGreetedOnce() throws Exception {
        processor.addListener(new ShellGreeting(true));
        session.put(".terminal", "a terminal");
        session.execute("x = 1");
        session.execute("x = 2");

        assertEquals(1, greetings());
        assertEquals(true, session.get(".gosh_quiet"));
    }

    @Test
    void scriptsAndOtherServersAreNot() throws Exception {
        processor.addListener(new ShellGreeting(true));
        session.execute("x = 1");
        session.put(".terminal", "a terminal");
        processor.removeListener(new ShellGreeting(true));

        assertEquals(0, greetings());
    }

    @Test
    void theShellOfAnotherServerKeepsItsOwn() throws Exception {
        processor.addListener(new ShellGreeting(false));
        session.put(".terminal", "a terminal");
        session.execute("x = 1");

        assertEquals(0, greetings());
    }
}
