package org.esxsync.shell.setup;

import static org.esxsync.shell.run.CommonWords.CSV;
import static org.esxsync.shell.run.CommonWords.JSON;
import static org.esxsync.shell.run.CommonWords.MANY;
import static org.esxsync.shell.run.CommonWords.NO;
import static org.esxsync.shell.run.CommonWords.YES;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.setup.AddedSource;
import org.esxsync.api.setup.ConfigurationEditor;
import org.esxsync.api.setup.NewSource;
import org.esxsync.api.setup.SourceSetup;
import org.esxsync.shell.command.Example;
import org.esxsync.shell.command.OperandKind;
import org.esxsync.shell.command.Operands;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.command.ValueName;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.run.Format;
import org.esxsync.shell.run.PlaceProgress;
import org.esxsync.shell.sync.SyncCommands;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.SecretPrompt;
import org.esxsync.shell.view.AddedView;

/** Adds and removes sources, and shows and changes settings. */
public final class SetupCommands {

    private final CommandRun run;
    private final Supplier<SourceSetup> setup;
    private final Supplier<ConfigurationEditor> editor;
    private final JsonWriter writer;
    private final CsvWriter csvWriter;

    /**
     * @param setup fails where no bundle has it
     * @param editor fails likewise
     * @param writer writes results for programs
     * @param csvWriter writes rows for spreadsheets
     */
    public SetupCommands(
            CommandRun run,
            Supplier<SourceSetup> setup,
            Supplier<ConfigurationEditor> editor,
            JsonWriter writer,
            CsvWriter csvWriter) {
        this.run = run;
        this.setup = setup;
        this.editor = editor;
        this.writer = writer;
        this.csvWriter = csvWriter;
    }

    @Descriptor("add a source of patches: a file, a directory or a URL; it recognises what it is")
    @Example(value = "add /srv/bundles", does = "writes a configuration, and says what was found")
    public Object add(
            CommandSession session,
            @Descriptor("a file with the token that the URL needs, of mode 0600")
                    @ValueName("FILE")
                    @Parameter(names = "--token-file", absentValue = "")
                    String tokenFile,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(
                            "an offline bundle, a VIB, a depot, a VI3 index page, or a directory"
                                    + " with any of them or with patch archives: a path or URL; and"
                                    + " the source's name, if it is to have another one than that"
                                    + " of the place")
                    @Operands(value = OperandKind.LOCATION, min = 1, max = 2)
                    String... locationAndName) {
        return run.run(
                session,
                "add",
                locationAndName,
                () -> added(session, json, tokenFile, locationAndName));
    }

    /**
     * Adds what is at a location.
     *
     * @param tokenFile the file with a token; empty if there is none
     * @param words the location, and the name if there is to be one
     */
    private Object added(CommandSession session, boolean json, String tokenFile, String... words) {
        Console console = Console.of(session);
        List<AddedSource> added =
                setup.get()
                        .add(
                                new NewSource(
                                        words[0],
                                        words.length > 1 ? words[1] : null,
                                        tokenFile.isEmpty() ? null : path(tokenFile),
                                        () -> SecretPrompt.ask(session, "Token")),
                                json ? text -> {} : new PlaceProgress(console));
        return json ? writer.added(added) : SyncCommands.told(console, new AddedView(added));
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UsageException("add", "'%s' cannot be a file's name".formatted(file));
        }
    }

    @Descriptor("remove a source; what was published of it stays")
    @Example(value = "remove bundles", does = "deletes the file that defines it")
    public Object remove(
            CommandSession session,
            @Descriptor("a source's name, as 'sources' lists it")
                    @Operands(value = OperandKind.SOURCE, min = 1, max = 1)
                    String... source) {
        return run.run(
                session, "remove", source, () -> toldUnlessQuiet(session, removed(source[0])));
    }

    /** What a change has done is no answer to a question. */
    private static Object toldUnlessQuiet(CommandSession session, String text) {
        return Console.of(session).quiet() ? Result.NONE : text;
    }

    /** Removes a source, and says what defined it. */
    private String removed(String name) {
        return "removed "
                + String.join(", ", setup.get().remove(name).stream().map(PlainText::of).toList())
                + "; what was published stays";
    }

    @Descriptor("show all settings with their values, or change one")
    @Example(
            value = "config set org.esxsync.sync releases esxi-8.0",
            does = "checks the value, and writes it into the file")
    public Object config(
            CommandSession session,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Descriptor(
                            "a configuration's PID, such as org.esxsync.sync, to show it alone;"
                                    + " or set PID KEY VALUE; or add PID KEY VALUE, to a key that"
                                    + " takes several; or unset PID KEY")
                    @Operands(value = OperandKind.SETTING, max = MANY)
                    String... words) {
        return run.run(
                session,
                "config",
                words,
                () -> {
                    Object result =
                            new ConfigCommand(editor.get(), writer, csvWriter)
                                    .run(Format.of(json, csv), words);
                    return result instanceof String text && !json && !csv
                            ? toldUnlessQuiet(session, text)
                            : result;
                });
    }
}
