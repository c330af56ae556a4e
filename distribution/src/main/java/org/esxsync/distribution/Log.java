package org.esxsync.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.esxsync.distribution.Options.Loudness;
import org.jspecify.annotations.Nullable;

/** Sets for one run what {@code logging.properties} leaves open: how much is told, and where. */
final class Log {

    /** Held, since Java forgets the level of a logger that nobody holds. */
    private static final Logger OURS = Logger.getLogger("org.esxsync");

    private Log() {}

    /**
     * @param file where the log is written, too, behind what is there; or null
     * @throws IOException if it cannot be written
     */
    static void set(Loudness loudness, @Nullable Path file) throws IOException {
        if (loudness == Loudness.USUAL && file == null) {
            return;
        }
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                handler.setLevel(ofConsole(loudness, handler.getLevel()));
            }
        }
        OURS.setLevel(loudness == Loudness.VERBOSE ? Level.FINE : Level.INFO);
        if (file != null) {
            root.addHandler(open(file));
        }
    }

    private static Level ofConsole(Loudness loudness, Level usual) {
        return switch (loudness) {
            case QUIET -> Level.SEVERE;
            case USUAL -> usual;
            case VERBOSE -> Level.FINE;
        };
    }

    /** A percent sign in a name would mean something to the handler. */
    private static Handler open(Path file) throws IOException {
        try {
            Handler handler = new FileHandler(file.toString().replace("%", "%%"), true);
            handler.setEncoding("UTF-8");
            handler.setLevel(Level.FINE);
            handler.setFormatter(new Lines());
            return handler;
        } catch (IOException e) {
            throw new UnwritableException(
                    "the log file %s cannot be written: %s; check the directory, or name another"
                            .formatted(file, reason(file)),
                    e);
        }
    }

    /** The handler's own error names nothing but a file of its own beside this one. */
    private static String reason(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return "it is a directory";
        }
        if (directory == null || !Files.isDirectory(directory)) {
            return "its directory does not exist";
        }
        return Files.exists(file) && !Files.isWritable(file) || !Files.isWritable(directory)
                ? "the user %s may not write there".formatted(System.getProperty("user.name"))
                : "the disk may be full";
    }

    /** The log file cannot be written; the message says why. */
    static final class UnwritableException extends IOException {

        private static final long serialVersionUID = 1L;

        UnwritableException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** The time, the level and the message, one line each. */
    private static final class Lines extends Formatter {

        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssZ", Locale.ROOT)
                        .withZone(ZoneId.systemDefault());

        @Override
        public String format(LogRecord record) {
            Throwable problem = record.getThrown();
            return "%s %s: %s%s%n"
                    .formatted(
                            TIME.format(record.getInstant()),
                            record.getLevel().getName(),
                            formatMessage(record).replaceAll("\\R", " "),
                            problem == null ? "" : ": " + problem);
        }
    }
}
