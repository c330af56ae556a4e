package org.esxsync.itests.support;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/**
 * A person at the Gogo shell.
 *
 * @param processor the shell
 */
public record Gogo(CommandProcessor processor) {

    /** What a person sees of a command: what it prints, and then its result. */
    public String type(String command) throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        try (CommandSession session =
                processor.createSession(InputStream.nullInputStream(), out, out)) {
            Object result = session.execute(command);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
        }
        return screen.toString(StandardCharsets.UTF_8);
    }
}
