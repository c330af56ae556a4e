package org.esxsync.shell.karaf;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.command.Arguments;
import org.esxsync.shell.command.Command;
import org.esxsync.shell.command.Commands;
import org.esxsync.shell.terminal.Console;
import org.jspecify.annotations.Nullable;

/**
 * A command as Karaf's shell has its own.
 *
 * @param command what is typed
 * @param commands what does it
 */
public record KarafCommand(Command command, EsxCommands commands)
        implements org.apache.karaf.shell.api.console.Command {

    /** Where a session of Karaf keeps the one of Gogo that it is made of. */
    private static final String GOGO_SESSION = ".commandSession";

    /** Registers every command with Karaf's {@link SessionFactory}, and returns how to undo it. */
    public static Runnable offer(Object sessionFactory, EsxCommands commands) {
        Registry registry = ((SessionFactory) sessionFactory).getRegistry();
        List<KarafCommand> offered =
                EsxCommands.COMMANDS.all().stream()
                        .map(each -> new KarafCommand(each, commands))
                        .toList();
        offered.forEach(registry::register);
        return () -> offered.forEach(registry::unregister);
    }

    @Override
    public String getScope() {
        return Commands.SCOPE;
    }

    @Override
    public String getName() {
        return command.name();
    }

    @Override
    public String getDescription() {
        return command.description();
    }

    @Override
    public Completer getCompleter(boolean scoped) {
        return new KarafCompleter(command, commands, scoped);
    }

    /** None: words are parsed as Gogo does. */
    @Override
    public @Nullable Parser getParser() {
        return null;
    }

    /**
     * Returns a result as a value, which an interactive session shows. Others, such as that of a
     * remote command, would not, nor does Karaf's {@code help} show what {@code --help} returns.
     */
    @Override
    public @Nullable Object execute(Session session, List<Object> arguments) {
        CommandSession gogo = (CommandSession) session.get(GOGO_SESSION);
        List<String> words = arguments.stream().map(String::valueOf).toList();
        Object result = commands.run(command, gogo, Arguments.parse(command, words));
        if (session.getTerminal() != null && words.stream().noneMatch(Command::isHelp)) {
            return result;
        }
        Console.of(gogo).print(result);
        return null;
    }
}
