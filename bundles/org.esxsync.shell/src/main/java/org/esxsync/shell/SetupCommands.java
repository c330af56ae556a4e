package org.esxsync.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.setup.AddedSource;
import org.esxsync.api.setup.NewSource;
import org.esxsync.api.setup.SourceSetup;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.SecretPrompt;
import org.esxsync.shell.view.AddedView;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;

/**
 * Adds and removes sources.
 *
 * @param setup does it
 * @param writer writes results for programs
 */
record SetupCommands(SourceSetup setup, JsonWriter writer) {

    private static final long TOLD_EVERY = TimeUnit.SECONDS.toNanos(2);

    /**
     * @param setups the service, or null if no bundle has it
     */
    static SetupCommands of(@Nullable ServiceReference<SourceSetup> setups, JsonWriter writer) {
        return new SetupCommands(SetupService.get(setups), writer);
    }

    /**
     * Adds what is at a location.
     *
     * @param tokenFile the file with a token; empty if there is none
     * @param words the location, and the name if there is to be one
     */
    Object add(CommandSession session, boolean json, String tokenFile, String... words) {
        Console console = Console.of(session);
        List<AddedSource> added =
                setup.add(
                        new NewSource(
                                words[0],
                                words.length > 1 ? words[1] : null,
                                tokenFile.isEmpty() ? null : path(tokenFile),
                                () -> SecretPrompt.ask(session, "Token")),
                        progress(console, json));
        return json ? writer.added(added) : new AddedView(added);
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UsageException("add", "'%s' cannot be a file's name".formatted(file));
        }
    }

    /** Nothing for what is done at once. */
    private static Consumer<String> progress(Console console, boolean json) {
        long[] next = {System.nanoTime() + TOLD_EVERY};
        return text -> {
            if (!json && console.screen().isLimited() && System.nanoTime() - next[0] > 0) {
                next[0] = System.nanoTime() + TOLD_EVERY;
                console.out().println(PlainText.of(text) + " …");
            }
        };
    }

    /** Removes a source, and says what defined it. */
    String remove(String name) {
        return "removed "
                + String.join(", ", setup.remove(name).stream().map(PlainText::of).toList())
                + "; what was published stays";
    }

    /** A request of which some words are places to read in place of the configured sources. */
    SyncRequest request(CommandSession session, String... words) {
        List<String> releases = new ArrayList<>();
        List<PatchSource> sources = new ArrayList<>();
        for (String word : words) {
            if (LocationWord.isOne(word)) {
                sources.addAll(setup.open(word, progress(Console.of(session), false)));
            } else {
                releases.add(word);
            }
        }
        return new SyncRequest(releases, false, sources);
    }
}
