package org.esxsync.itests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.esxsync.itests.support.Eventually;

/**
 * The command in a terminal of its own: keys are pressed, what it writes is kept, and the terminal
 * changes its size. Java can make none, so that the program {@code script} does; where that is
 * missing, the test is skipped.
 */
public final class TerminalCommand implements AutoCloseable {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final long END_SECONDS = 60;

    private final Process process;
    private final Path written;
    private final Path device;

    private TerminalCommand(Process process, Path written, Path device) {
        this.process = process;
        this.written = written;
        this.device = device;
    }

    /**
     * Starts it.
     *
     * @param columns the terminal's width at first
     */
    public static TerminalCommand start(EsxSync esxsync, int columns, Object... arguments)
            throws IOException {
        assumeTrue(Files.isExecutable(SCRIPT), () -> SCRIPT + " is not there");
        Path written = Files.createTempFile(esxsync.scratch(), "screen", ".txt");
        Path device = Files.createTempFile(esxsync.scratch(), "device", ".txt");
        String command =
                "stty rows 24 cols %d; tty >%s; exec %s %s"
                        .formatted(
                                columns,
                                quoted(device),
                                quoted(esxsync.home().resolve("bin/esxsync")),
                                Arrays.stream(arguments)
                                        .map(TerminalCommand::quoted)
                                        .collect(Collectors.joining(" ")));
        ProcessBuilder builder =
                new ProcessBuilder(SCRIPT.toString(), "-qfec", command, "/dev/null")
                        .redirectErrorStream(true)
                        .redirectOutput(written.toFile());
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(esxsync.environment());
        builder.environment().put("ESXSYNC_JAVA_OPTS", String.join(" ", esxsync.javaOptions()));
        return new TerminalCommand(builder.start(), written, device);
    }

    private static String quoted(Object word) {
        return "'" + word.toString().replace("'", "'\\''") + "'";
    }

    /** Presses keys. */
    public void press(String keys) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write(keys.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** Gives the terminal another width; whoever runs in it gets the signal. */
    public void widen(int columns) throws IOException, InterruptedException {
        Process stty =
                new ProcessBuilder(
                                "stty",
                                "-F",
                                Files.readString(device).strip(),
                                "cols",
                                Integer.toString(columns))
                        .inheritIO()
                        .start();
        assertEquals(0, stty.waitFor());
    }

    /** All that it has written so far, with what commands the terminal. */
    public String written() {
        try {
            return Files.readString(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has written a text. */
    public void await(String text) throws InterruptedException {
        await(text, 0);
    }

    /** Waits until it has written a text behind so many characters. */
    public void await(String text, int from) throws InterruptedException {
        Eventually.is(
                "'%s' is on the screen".formatted(text),
                Duration.ofSeconds(END_SECONDS),
                () -> written().indexOf(text, from) >= 0);
    }

    /** Waits for its end, and gives its exit code. */
    public int end() throws InterruptedException {
        assertTrue(process.waitFor(END_SECONDS, TimeUnit.SECONDS), this::written);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
