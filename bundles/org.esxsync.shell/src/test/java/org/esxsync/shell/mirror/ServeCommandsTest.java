package org.esxsync.shell.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.serve.MirrorServer;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.command.PlainException;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.run.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandsTest {

    private static final ConfigurationException NOT_HERE =
            new ConfigurationException("org.esxsync.serve", "address", "x", "use an IP address");

    private final MirrorServer refusing =
            (request, started) -> {
                throw NOT_HERE;
            };
    private final ServeCommands commands =
            new ServeCommands(new CommandRun(EsxCommands.COMMANDS), () -> refusing);

    @ParameterizedTest
    @CsvSource({"abc,''", "70000,''", "-1,''", "8080,nohost"})
    void anOptionThatCannotBeUsedIsWrongUsage(String port, String address) {
        PlainException thrown =
                assertThrows(PlainException.class, () -> commands.serve(session(), port, address));

        assertEquals(UsageException.class, thrown.original().getClass());
    }

    @Test
    void aConfiguredAddressThatCannotBeUsedIsToldAsSuch() {
        PlainException thrown =
                assertThrows(PlainException.class, () -> commands.serve(session(), "8080", ""));

        assertEquals(NOT_HERE, thrown.original());
    }

    private static CommandSession session() {
        return new CommandProcessorImpl(null)
                .createSession(
                        InputStream.nullInputStream(),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        System.err);
    }
}
