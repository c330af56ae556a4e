package org.esxsync.shell.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.FakeMirror;
import org.esxsync.shell.FakeWriter;
import org.jspecify.annotations.Nullable;

/** Runs command lines, and keeps what they print. */
abstract class TypedCommands {

    final FakeMirror mirror = new FakeMirror();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @Nullable String loudness;

    int run(String... words) {
        return commandLine(out).applyAsInt(words);
    }

    CommandLine commandLine(OutputStream output) {
        return commandLine(new StandardOutput(output, () -> true));
    }

    CommandLine commandLine(StandardOutput output) {
        return commandLine(output, null);
    }

    CommandLine commandLine(StandardOutput output, @Nullable String columns) {
        return new CommandLine(
                new CommandProcessorImpl(null),
                new EsxCommands(mirror, mirror, new FakeWriter(), new FakeWriter()),
                output,
                err,
                () -> columns,
                loudness);
    }

    String output() {
        return text(out);
    }

    String errors() {
        return text(err);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    static String[] words(String... words) {
        return words;
    }
}
