package org.esxsync.distribution;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sun.misc.Signal;

/**
 * What the terminal tells this process by signals. Java knows them only by a class of its own that
 * it keeps for programs like this one; on a system without a signal nothing happens.
 */
final class TerminalSignals {

    /** The system property with the terminal's width, as {@code bin/esxsync} found it. */
    private static final String COLUMNS = "org.esxsync.terminal";

    /** Rows and columns. */
    private static final Pattern SIZE = Pattern.compile("\\d{1,5} ([1-9]\\d{0,4})\\s*");

    private static final long STTY_SECONDS = 5;

    private TerminalSignals() {}

    /** Keeps the width up to date while a command runs on a terminal. */
    static void followWidth() {
        if (!System.getProperty(COLUMNS, "").isEmpty()) {
            handle("WINCH", TerminalSignals::readWidth);
        }
    }

    /** Calls an action in place of ending the process, until a terminal takes Ctrl-C itself. */
    static void onInterrupt(Runnable action) {
        handle("INT", action);
    }

    private static void handle(String signal, Runnable action) {
        try {
            Signal.handle(new Signal(signal), received -> action.run());
        } catch (IllegalArgumentException e) {
            // Not a system where a terminal sends it, or Java was told to leave signals alone.
        }
    }

    /** Leaves the width as it was if the terminal does not tell it. */
    private static void readWidth() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!stty.waitFor(STTY_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return;
            }
            byte[] told = stty.getInputStream().readAllBytes();
            Matcher size = SIZE.matcher(new String(told, StandardCharsets.US_ASCII));
            if (size.matches()) {
                System.setProperty(COLUMNS, size.group(1));
            }
        } catch (IOException e) {
            // There is no stty, or no terminal any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
