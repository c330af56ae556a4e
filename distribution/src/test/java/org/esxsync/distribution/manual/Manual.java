package org.esxsync.distribution.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.command.CompletionScript;

/**
 * Writes what the distribution says of itself in files: the manual page and the completion scripts
 * from the descriptions that {@code help} prints, and the reference of all keys from those that
 * Metatype shows. The build runs it before it assembles the distribution.
 */
public final class Manual {

    private static final String CHAPTERS = "distribution/src/main/docs/";

    /** The last part of the README, for those who have the repository. */
    private static final String DEVELOP = "\n## Develop\n";

    private Manual() {}

    /**
     * @param arguments the directory to write to, the chapter that the reference of keys is a part
     *     of, the README of the repository, and the product's version
     */
    public static void main(String... arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        Path chapter = Path.of(arguments[1]);
        write(
                target.resolve("man/esxsync.1"),
                new ManualPage(EsxCommands.COMMANDS, arguments[3]).text());
        write(target.resolve("README.md"), shipped(Files.readString(Path.of(arguments[2]))));
        write(
                target.resolve("docs").resolve(chapter.getFileName()),
                ConfigurationReference.ofClassPath().in(Files.readString(chapter)));
        CompletionScript completion = new CompletionScript(EsxCommands.COMMANDS);
        write(target.resolve("completion/esxsync.bash"), completion.of("bash") + "\n");
        write(target.resolve("completion/_esxsync"), completion.of("zsh") + "\n");
    }

    /** The README as the distribution has it, where the chapters are beside it. */
    static String shipped(String readme) {
        return readme.substring(0, readme.indexOf(DEVELOP)).replace(CHAPTERS, "docs/");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
