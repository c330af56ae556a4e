package org.esxsync.distribution.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.command.Command;
import org.esxsync.shell.command.Help;
import org.esxsync.shell.terminal.Screen;
import org.junit.jupiter.api.Test;

/** The table of what people are used to do: what it says to type is there. */
class HabitsTest {

    private static final Path CHAPTER = Path.of("src/main/docs/commands.md");
    private static final String HEADING = "## How do I …?";
    private static final int ROWS = 20;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!to )([^|]+) \\| (.*) \\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-zA-Z][\\w-]*");

    /** Other programs, files and keys. */
    private static final Pattern OTHERS =
            Pattern.compile("(?:apt|man|rsync|source) .*|completion/|[a-z.]+=");

    /** Those of the launcher, as help lists them. */
    private static final Set<String> GLOBAL =
            Help.all(EsxCommands.COMMANDS, Screen.plain(ZoneOffset.UTC))
                    .lines()
                    .filter(line -> line.startsWith("  -"))
                    .flatMap(line -> options(line.strip().split(" {2,}")[0]))
                    .collect(Collectors.toSet());

    private static Stream<String> options(String text) {
        return OPTION.matcher(text).results().map(found -> found.group());
    }

    @Test
    void eachHasARowAndEachRowWhatIsThere() throws IOException {
        String chapter = Files.readString(CHAPTER);
        String table = chapter.substring(chapter.indexOf(HEADING));

        List<String> missing = new ArrayList<>();
        long rows =
                ROW.matcher(table)
                        .results()
                        .peek(row -> missing.addAll(missing(row.group(2))))
                        .count();

        assertEquals(ROWS, rows);
        assertEquals(List.of(), missing);
        assertTrue(GLOBAL.contains("--bwlimit"), GLOBAL::toString);
    }

    @Test
    void whatIsNotThereIsFound() {
        assertEquals(List.of("--frobnicate"), missing("`sync --frobnicate`"));
        assertEquals(List.of("snyc -n"), missing("`sync`, or `snyc -n`"));
        assertEquals(List.of("--severity"), missing("`sync`, with `--severity WORD`"));
        assertEquals(List.of("nothing to type"), missing("not yet"));
    }

    /** What a row says to type and is not there. */
    private static List<String> missing(String row) {
        List<String> missing = new ArrayList<>();
        List<Command> commands = new ArrayList<>();
        List<String> all = CODE.matcher(row).results().map(found -> found.group(1)).toList();
        for (String typed : all) {
            EsxCommands.COMMANDS.find(typed.split(" ")[0]).ifPresent(commands::add);
            if (EsxCommands.COMMANDS.find(typed.split(" ")[0]).isPresent()
                    || typed.startsWith("-")) {
                options(typed)
                        .filter(option -> !GLOBAL.contains(option))
                        .filter(
                                option ->
                                        commands.stream()
                                                .allMatch(each -> each.option(option).isEmpty()))
                        .forEach(missing::add);
            } else if (!OTHERS.matcher(typed).matches()) {
                missing.add(typed);
            }
        }
        return all.isEmpty() ? List.of("nothing to type") : missing;
    }
}
