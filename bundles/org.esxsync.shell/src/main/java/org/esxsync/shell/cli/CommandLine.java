package org.esxsync.shell.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.setup.UnknownNameException;
import org.esxsync.api.sync.MirrorLockedException;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.command.Arguments;
import org.esxsync.shell.command.Command;
import org.esxsync.shell.command.Commands;
import org.esxsync.shell.command.Help;
import org.esxsync.shell.command.PlainException;
import org.esxsync.shell.command.Suggestion;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.run.HealthException;
import org.esxsync.shell.run.IncompleteException;
import org.esxsync.shell.run.VerdictException;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Screen;
import org.esxsync.shell.terminal.SecretPrompt;
import org.esxsync.shell.view.Numbers;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs one command for a program that knows none of our classes: the launcher finds this service by
 * its property and hands over the words that the user typed. Results go to standard output, errors
 * to standard error as one line, and the exit code comes back.
 *
 * <p>A reader that closes its end of a pipe early is no error: the rest of the output is dropped.
 */
@Component(service = ToIntFunction.class, property = "org.esxsync.command-line=true")
public final class CommandLine implements ToIntFunction<String[]> {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int SOME_FAILED = 2;
    static final int UNKNOWN = 3;
    static final int WRONG_USAGE = 64;
    static final int LOCKED = 75;

    /**
     * The framework property with the width of the terminal, where standard output is one. It
     * changes when the terminal changes its size.
     */
    private static final String COLUMNS = "org.esxsync.terminal";

    /** With this mark before it, a variable of a session is asked for at each look. */
    private static final String LIVE = "#";

    /** The framework property that says how much is told: QUIET, USUAL or VERBOSE. */
    private static final String LOUDNESS = "org.esxsync.loudness";

    private static final String DEBUG = "--debug";

    private final CommandProcessor processor;
    private final EsxCommands commands;
    private final StandardOutput written;
    private final PrintStream out;
    private final PrintStream err;
    private final Supplier<@Nullable String> columns;
    private final @Nullable String loudness;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /** Gogo puts streams of its own in place of {@code System.out}, which need a running shell. */
    @Activate
    public CommandLine(
            BundleContext context,
            @Reference CommandProcessor processor,
            @Reference EsxCommands commands) {
        this(
                processor,
                commands,
                StandardOutput.standardOutput(),
                new FileOutputStream(FileDescriptor.err),
                () -> context.getProperty(COLUMNS),
                context.getProperty(LOUDNESS));
    }

    /**
     * @param columns tells the terminal's width, or null if standard output is none
     * @param loudness how much is told, or null for the usual
     */
    CommandLine(
            CommandProcessor processor,
            EsxCommands commands,
            StandardOutput out,
            OutputStream err,
            Supplier<@Nullable String> columns,
            @Nullable String loudness) {
        this.processor = processor;
        this.commands = commands;
        this.written = out;
        this.out = stream(out);
        this.err = stream(err);
        this.columns = columns;
        this.loudness = loudness;
    }

    private static PrintStream stream(OutputStream out) {
        return new PrintStream(out, true, Console.charset());
    }

    /** Ends what still runs. */
    @Deactivate
    void stop() {
        running.forEach(Thread::interrupt);
    }

    @Override
    public int applyAsInt(String[] words) {
        List<String> rest = new ArrayList<>(List.of(words));
        boolean debug = rest.removeIf(DEBUG::equals);
        int exitCode = run(rest, debug);
        out.flush();
        Optional<IOException> problem = written.problem();
        problem.ifPresent(
                e ->
                        tell(
                                "the output is incomplete: %s; check where standard output goes"
                                        .formatted(PlainReason.of(e))));
        if (problem.isPresent() && isCheck(rest)) {
            return UNKNOWN;
        }
        return problem.isPresent() && exitCode == DONE ? FAILED : exitCode;
    }

    /** Monitoring takes the exit codes for verdicts, and none was heard. */
    private static boolean isCheck(List<String> words) {
        return words.contains("--check");
    }

    private int run(List<String> words, boolean debug) {
        running.add(Thread.currentThread());
        try {
            run(words);
            return DONE;
        } catch (HealthException e) {
            out.println(e.getMessage());
            return e.exitCode();
        } catch (EsxSyncException e) {
            tell(message(e) + hint(e));
            return exitCode(e, debug);
        } catch (RuntimeException | Error e) {
            tell("defect: %s%s".formatted(e, debug ? "" : "; " + DEBUG + " shows where"));
            return exitCode(e, debug);
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    private void run(List<String> words) {
        if (words.isEmpty()) {
            throw new UsageException("the command is missing");
        }
        boolean help = Command.isHelp(words.get(0));
        List<String> rest = words.subList(1, words.size());
        if (!help && Command.looksLikeOption(words.get(0))) {
            throw new UsageException("unknown option '%s'".formatted(words.get(0)));
        }
        if (words.get(0).equals(Commands.SERVICE)) {
            explainService(rest);
            return;
        }
        Command command = EsxCommands.COMMANDS.named(help ? "help" : words.get(0));
        Arguments arguments = Arguments.parse(command, rest);
        try (CommandSession session =
                processor.createSession(InputStream.nullInputStream(), out, err)) {
            session.put(SecretPrompt.ALLOWED, true);
            if (arguments.areEnded()) {
                session.put(CommandRun.ENDED_OPTIONS, true);
            }
            session.put(LIVE + Console.COLUMNS, (Function) (shell, none) -> columns.get());
            if ("QUIET".equals(loudness)) {
                session.put(Console.QUIET, true);
            } else if ("VERBOSE".equals(loudness)) {
                // Lines that are written anew would mix with those of the log.
                session.put(Console.TERM, Screen.NO_CONTROL);
            }
            Console.of(session).print(commands.run(command, session, arguments));
        } catch (PlainException e) {
            throw e.original();
        }
    }

    /** The launcher runs the service itself, unless more words stand behind it. */
    private void explainService(List<String> rest) {
        if (rest.stream().noneMatch(Command::isHelp)) {
            throw new UsageException("service: it takes no '%s'".formatted(String.join(" ", rest)));
        }
        out.println(Help.service(Screen.plain(ZoneId.systemDefault())));
    }

    private int exitCode(Throwable error, boolean debug) {
        if (debug) {
            trace(error);
        }
        if (isWrongUsage(error)) {
            return WRONG_USAGE;
        }
        if (error instanceof MirrorLockedException) {
            return LOCKED;
        }
        if (error instanceof VerdictException verdict) {
            return verdict.exitCode();
        }
        return error instanceof IncompleteException incomplete && !incomplete.sourceFailed()
                ? SOME_FAILED
                : FAILED;
    }

    private static boolean isWrongUsage(Throwable error) {
        return error instanceof UsageException
                || error instanceof UnknownNameException
                || error instanceof UnknownReleaseException
                || error instanceof UnknownPatchException;
    }

    /** A screen shows times of its zone. */
    private static String message(EsxSyncException error) {
        return error instanceof MirrorLockedException
                ? Numbers.withLocalTimes(Suggestion.message(error), ZoneId.systemDefault())
                : Suggestion.message(error);
    }

    private static String hint(EsxSyncException error) {
        return error instanceof UsageException usage
                ? "; see 'esxsync %s'".formatted(usage.help())
                : "";
    }

    private void tell(String message) {
        err.println("esxsync: " + PlainText.of(message));
    }

    private void trace(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        trace.toString()
                .lines()
                .map(line -> (line.startsWith("\t") ? "    " : "") + PlainText.of(line))
                .forEach(err::println);
    }
}
