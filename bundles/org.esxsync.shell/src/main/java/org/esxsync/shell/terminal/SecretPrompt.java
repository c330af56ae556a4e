package org.esxsync.shell.terminal;

import java.io.Console;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person at the terminal for a secret, which is not shown. Only where the process has the
 * terminal to itself: a shell reads it, too.
 */
public final class SecretPrompt {

    /** The session's variable that says that it may be asked. */
    public static final String ALLOWED = ".esxsync.prompt";

    private SecretPrompt() {}

    /** What was typed, or null where nobody can be asked. */
    public static char @Nullable [] ask(CommandSession session, String text) {
        Console terminal = session.get(ALLOWED) == null ? null : System.console();
        return terminal == null ? null : terminal.readPassword("%s: ", text);
    }
}
