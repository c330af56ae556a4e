package org.esxsync.itests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a command gave back.
 *
 * @param exitCode its exit code
 * @param out the lines of its standard output
 * @param err the lines of its standard error
 */
public record Run(int exitCode, List<String> out, List<String> err) {

    /** Fails, showing all output, unless it ended with this code. */
    public Run ended(int expected) {
        assertEquals(expected, exitCode, this::toString);
        return this;
    }

    /** The lines of both outputs that have this text in them. */
    public List<String> linesWith(String text) {
        return Stream.concat(out.stream(), err.stream())
                .filter(line -> line.contains(text))
                .toList();
    }

    @Override
    public String toString() {
        return "exit code %d%n%s%n--- standard error:%n%s"
                .formatted(exitCode, String.join("\n", out), String.join("\n", err));
    }
}
