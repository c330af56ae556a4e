package org.esxsync.shell.terminal;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints what it tells while it works.
 *
 * @param out the session's output, or the pipe or file that it is directed to
 * @param screen what it can show
 * @param quiet whether only errors are wanted beside what was asked for
 * @param width how many columns the terminal has at the moment, if it is one
 */
public record Console(PrintStream out, Screen screen, boolean quiet, IntSupplier width) {

    /** The session's variable that makes its commands quiet, if it is there. */
    public static final String QUIET = ".esxsync.quiet";

    /** Terminal shells keep the width in this variable; without it there is no terminal. */
    public static final String COLUMNS = "COLUMNS";

    /** As CSV ends its lines, of which the last one is complete, too. */
    private static final String LINE_END = "\r\n";

    /** The variable with the terminal's name in the terminal database. */
    public static final String TERM = "TERM";

    private static final String NO_COLOR = "NO_COLOR";

    /** One on which all is told. */
    public Console(PrintStream out, Screen screen) {
        this(out, screen, false, screen::width);
    }

    public static Console of(CommandSession session) {
        Process process = Process.Utils.current();
        PrintStream out = process == null ? session.getConsole() : process.out();
        return new Console(
                new PrintStream(new UninterruptedStream(out), true, charset()),
                screen(session, process),
                session.get(QUIET) != null,
                () -> width(session.get(COLUMNS)));
    }

    /** How many columns the terminal has at the moment; those of the screen if it does not tell. */
    public int columns() {
        int now = width.getAsInt();
        return now <= Screen.UNLIMITED ? screen.width() : now;
    }

    /** What a result that leaves the running command can be laid out for. */
    public static Screen screen(CommandSession session) {
        return screen(session, Process.Utils.current());
    }

    /** What the terminal understands, as far as Java knows. */
    public static Charset charset() {
        String encoding = System.getProperty("stdout.encoding");
        return Charset.forName(
                encoding == null ? System.getProperty("native.encoding", "UTF-8") : encoding);
    }

    private static Screen screen(CommandSession session, @Nullable Process process) {
        ZoneId zone = ZoneId.systemDefault();
        int width = width(session.get(COLUMNS));
        boolean redirected = process != null && !process.isTty(1);
        return redirected || width <= Screen.UNLIMITED
                ? Screen.plain(zone)
                : Screen.terminal(
                        width, variable(session, TERM), variable(session, NO_COLOR), zone);
    }

    private static int width(@Nullable Object columns) {
        try {
            return columns == null
                    ? Screen.UNLIMITED
                    : Integer.parseInt(columns.toString().strip());
        } catch (NumberFormatException e) {
            // Anybody can set a session's variables.
            return Screen.UNLIMITED;
        }
    }

    /** The session's variable, else the one of the environment, else empty text. */
    private static String variable(CommandSession session, String name) {
        Object value = session.get(name);
        return value == null
                ? Objects.requireNonNullElse(System.getenv(name), "")
                : value.toString();
    }

    /** Prints a result; one without lines prints nothing. */
    public void print(Object result) {
        if (result == Result.NONE) {
            return;
        }
        String text = text(result, screen);
        if (text.endsWith(LINE_END)) {
            out.print(text);
            out.flush();
        } else {
            out.println(text);
        }
    }

    /** A command's result as it is printed. */
    public static String text(Object result, Screen screen) {
        List<String> lines =
                result instanceof Result shown ? shown.lines(screen) : List.of(result.toString());
        return String.join(System.lineSeparator(), lines);
    }
}
