package org.esxsync.itests.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A command that was started and may not have ended yet.
 *
 * @param process its process
 * @param out the file with its standard output
 * @param err the file with its standard error
 */
public record RunningCommand(Process process, Path out, Path err) implements AutoCloseable {

    private static final long END_SECONDS = 180;

    /** Waits for its end. */
    public Run await() throws IOException, InterruptedException {
        return await(END_SECONDS);
    }

    /** Waits so many seconds for its end. */
    public Run await(long seconds) throws IOException, InterruptedException {
        try (this) {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            assertTrue(ended, () -> "it did not end: " + process.info());
            return new Run(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
        }
    }

    /** Whether its standard error has this text already. */
    public boolean tells(String text) {
        try {
            return Files.readString(err).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as a power failure would, if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
