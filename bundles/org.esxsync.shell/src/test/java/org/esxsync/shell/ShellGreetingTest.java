package org.esxsync.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
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

        assertEquals(List.of("stop"), calls);
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
