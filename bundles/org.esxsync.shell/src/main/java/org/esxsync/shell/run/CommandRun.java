package org.esxsync.shell.run;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.api.EsxSyncException;
import org.esxsync.shell.command.Command;
import org.esxsync.shell.command.Commands;
import org.esxsync.shell.command.Help;
import org.esxsync.shell.command.PlainException;
import org.esxsync.shell.terminal.Console;

/**
 * Runs a command in the session that it was typed in, or explains it if help was asked for.
 *
 * @param commands all commands
 */
public record CommandRun(Commands commands) {

    /** The session's variable that is set where operands may look like options. */
    public static final String ENDED_OPTIONS = ".esxsync.ended-options";

    /** The session's variable with the thread that runs a command, as long as it does. */
    public static final String THREAD = ".esxsync.thread";

    /**
     * @param name the command's
     * @param operands what was typed beside the options
     * @param action what the command does
     */
    public Object run(
            CommandSession session, String name, String[] operands, Supplier<Object> action) {
        boolean ended = session.get(ENDED_OPTIONS) != null;
        if (!ended && Stream.of(operands).anyMatch(Command::isHelp)) {
            return Help.of(name, commands, Console.screen(session));
        }
        session.put(THREAD, Thread.currentThread());
        try {
            commands.named(name).check(ended, operands);
            return action.get();
        } catch (EsxSyncException e) {
            // It has ended what it was to end; Gogo would close the session's streams over it.
            Thread.interrupted();
            throw new PlainException(e);
        } finally {
            session.put(THREAD, null);
        }
    }
}
