package org.esxsync.shell;

import java.io.PrintStream;
import java.time.ZoneId;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints what it tells while it works.
 *
 * @param out the session's output, or the pipe or file that it is directed to
 * @param screen what it can show
 */
record Console(PrintStream out, Screen screen) {

    /** Terminal shells keep the width in this variable; absent or 0 means that there is none. */
    static final String COLUMNS = "COLUMNS";

    static Console of(CommandSession session) {
        Process process = Process.Utils.current();
        PrintStream out = process == null ? session.getConsole() : process.out();
        return new Console(out, screen(session, process));
    }

    /** What a result that leaves the running command can be laid out for. */
    static Screen screen(CommandSession session) {
        return screen(session, Process.Utils.current());
    }

    private static Screen screen(CommandSession session, @Nullable Process process) {
        boolean redirected = process != null && !process.isTty(1);
        int width = redirected ? Screen.UNLIMITED : width(session.get(COLUMNS));
        return new Screen(width, false, ZoneId.systemDefault());
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

    void print(Object result) {
        out.println(text(result, screen));
    }

    /** A command's result as it is printed. */
    static String text(Object result, Screen screen) {
        return result instanceof Shown shown
                ? String.join(System.lineSeparator(), shown.lines(screen))
                : result.toString();
    }
}
