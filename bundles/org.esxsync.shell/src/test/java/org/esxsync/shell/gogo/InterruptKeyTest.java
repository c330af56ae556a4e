package org.esxsync.shell.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.shell.run.CommandRun;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterruptKeyTest {

    private final CommandProcessorImpl processor = new CommandProcessorImpl(null);
    private final CommandSession session =
            processor.createSession(
                    InputStream.nullInputStream(),
                    new ByteArrayOutputStream(),
                    new ByteArrayOutputStream());
    private final AtomicInteger shells = new AtomicInteger();
    private Terminal terminal;

    @BeforeEach
    void open() throws IOException {
        terminal = new DumbTerminal(InputStream.nullInputStream(), new ByteArrayOutputStream());
        terminal.handle(Signal.INT, signal -> shells.incrementAndGet());
        InterruptKey.take(session, terminal);
        InterruptKey.take(session, terminal);
    }

    @AfterEach
    void close() throws IOException {
        terminal.close();
        processor.stop();
    }

    @Test
    void aCommandOfOursIsInterruptedAndNothingElse() {
        session.put(CommandRun.THREAD, Thread.currentThread());

        terminal.raise(Signal.INT);

        assertTrue(Thread.interrupted());
        assertEquals(0, shells.get());
    }

    @Test
    void anotherCommandIsTheShells() {
        terminal.raise(Signal.INT);

        assertFalse(Thread.interrupted());
        assertEquals(1, shells.get());
    }
}
