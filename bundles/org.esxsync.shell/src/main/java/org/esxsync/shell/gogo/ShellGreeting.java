package org.esxsync.shell.gogo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.command.Commands;
import org.esxsync.shell.command.Help;
import org.esxsync.shell.command.PlainException;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.terminal.Console;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Makes the shell of the distribution ours: it says how to get help and how to leave it, in place
 * of Gogo's own welcome, lists our commands before the hundred others, tells what may have been
 * meant by an unknown one, and keeps what was typed in a file of ours. The shells of other servers
 * are left alone.
 */
@Component(
        service = {CommandSessionListener.class, Runnable.class},
        property = "org.esxsync.interrupt=true")
public final class ShellGreeting implements CommandSessionListener, Runnable {

    /** The framework property that the distribution's launcher sets. */
    private static final String HOME = "esxsync.home";

    private static final String TERMINAL = ".terminal";
    private static final String QUIET = ".gosh_quiet";
    private static final String GREETING =
            "ESX Sync. 'help' lists the commands, Tab completes them, 'exit' leaves.";

    private static final String EXIT = "exit";
    private static final String QUIT = "quit";

    /** The file in which the shell keeps what was typed; Gogo's own is that of all its shells. */
    private static final String HISTORY_FILE = "history-file";

    private static final String HELP = "help";
    private static final String GOGO_HELP = "gogo:help";

    /** What Gogo runs for a command that is not there, with its name as the first argument. */
    private static final String UNKNOWN = "default";

    private static final String LEAVE = "; 'exit' leaves";

    private final boolean isOurs;
    private final Function exit;

    /** The session that last did anything. */
    private volatile @Nullable CommandSession current;

    @Activate
    public ShellGreeting(BundleContext context) {
        this(context.getProperty(HOME) != null, context.getBundle(0));
    }

    /**
     * @param framework what ends the program when it is stopped
     */
    ShellGreeting(boolean isOurs, Bundle framework) {
        this.isOurs = isOurs;
        this.exit =
                (session, arguments) -> {
                    framework.stop();
                    return null;
                };
    }

    /** The first thing that a session runs is its profile, which looks at the variable. */
    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        current = session;
        if (isOurs && session.get(TERMINAL) != null) {
            InterruptKey.take(session, session.get(TERMINAL));
        }
        if (isOurs && session.get(TERMINAL) != null && session.get(QUIET) == null) {
            session.put(QUIET, true);
            // Gogo's own is Java's System.exit and wants a number.
            session.put(EXIT, exit);
            session.put(QUIT, exit);
            historyFile(System.getenv(), System.getProperty("user.home", ""))
                    .ifPresent(file -> session.put(HISTORY_FILE, file));
            session.put(HELP, (Function) ShellGreeting::help);
            session.put(
                    UNKNOWN,
                    (Function)
                            (shell, words) -> {
                                String name = String.valueOf(words.get(0));
                                throw new PlainException(EsxCommands.COMMANDS.unknown(name));
                            });
            session.getConsole().println(GREETING);
        }
    }

    /** In the user's directory for state, as the convention for it says. */
    static Optional<Path> historyFile(Map<String, String> environment, String home) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (state.startsWith("/")) {
            return Optional.of(Path.of(state, "esxsync", "history"));
        }
        return home.startsWith("/")
                ? Optional.of(Path.of(home, ".local", "state", "esxsync", "history"))
                : Optional.empty();
    }

    private static Object help(CommandSession session, List<Object> arguments) throws Exception {
        String name = arguments.isEmpty() ? "" : String.valueOf(arguments.get(0));
        if (name.isEmpty()) {
            return Help.all(EsxCommands.COMMANDS, Console.screen(session));
        }
        boolean ours = name.equals(Commands.SERVICE) || EsxCommands.COMMANDS.find(name).isPresent();
        return !ours && session.get(GOGO_HELP) instanceof Function other
                ? other.execute(session, arguments)
                : Help.of(name, EsxCommands.COMMANDS, Console.screen(session));
    }

    /** Ctrl-C on a terminal that can do nothing with it. */
    @Override
    public void run() {
        CommandSession session = current;
        if (session == null) {
            return;
        }
        if (session.get(CommandRun.THREAD) instanceof Thread thread) {
            thread.interrupt();
        } else {
            session.getConsole().println(LEAVE);
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {
        // Only the start of a session matters.
    }

    @Override
    public void afterExecute(
            CommandSession session, CharSequence command, @Nullable Object result) {
        // Only the start of a session matters.
    }
}
