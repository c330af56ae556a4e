package org.esxsync.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.shell.EsxCommands;
import org.junit.jupiter.api.Test;

/** The places outside of this room that name every command. */
class ListedCommandsTest {

    private static final Path REPOSITORY = Path.of("../..");

    /** The start script has Java compile as it suits the command. */
    @Test
    void theStartScriptKnowsEveryCommand() throws IOException {
        String script = Files.readString(REPOSITORY.resolve("distribution/src/main/bin/esxsync"));
        Set<String> known =
                cases(script)
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(withService(EsxCommands.COMMANDS.names().stream()), known);
    }

    private static Stream<MatchResult> cases(String script) {
        int start = script.indexOf("case $word in");
        String cases = script.substring(start, script.indexOf("esac", start));
        return Pattern.compile("^    (?:[a-z]+(?: \\| |(?=\\))))+", Pattern.MULTILINE)
                .matcher(cases)
                .results()
                .flatMap(line -> Pattern.compile("[a-z]+").matcher(line.group()).results());
    }

    /** Without {@code --json} and {@code --csv}, of which the chapter tells in a sentence. */
    @Test
    void theChapterOfCommandsSaysHowEachIsTyped() throws IOException {
        String chapter =
                Files.readString(REPOSITORY.resolve("distribution/src/main/docs/commands.md"));
        String section = chapter.substring(chapter.indexOf("| command | what it does |"));
        Set<String> rows =
                Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
                        .matcher(section.substring(0, section.indexOf("\n\n")))
                        .results()
                        .map(row -> row.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                withService(
                        EsxCommands.COMMANDS.all().stream()
                                .map(Command::usage)
                                .map(usage -> usage.replaceAll(" \\[--(json|csv)]", ""))),
                rows);
    }

    private static Set<String> withService(Stream<String> commands) {
        return Stream.concat(commands, Stream.of(Commands.SERVICE))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
