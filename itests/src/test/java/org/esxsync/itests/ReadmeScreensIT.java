package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's screens, typed one after the other by somebody who has nothing but the program. */
class ReadmeScreensIT {

    private static final Path README = Path.of("../README.md");
    private static final String PROMPT = "$ esxsync ";

    /** What differs from run to run: times, ages, figures of the disk and the mirror's place. */
    private static final List<Pattern> VARYING =
            List.of(
                    Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"),
                    Pattern.compile("\\d+ (?:s|min) ago"),
                    Pattern.compile(" in \\d+\\.\\d s"),
                    Pattern.compile("(?<=^Mirror {8}).*"));

    @TempDir private Path directory;
    private EsxSync esxsync;

    /** A terminal of 80 columns that only prints. */
    @BeforeEach
    void open() {
        esxsync =
                new EsxSync(
                        directory,
                        List.of("-Dorg.esxsync.terminal=80"),
                        Map.of(
                                "TERM",
                                "dumb",
                                "XDG_CACHE_HOME",
                                directory.resolve("cache").toString()));
    }

    @Test
    void everyScreenIsAsItIsPrinted() throws Exception {
        Map<String, List<String>> screens = screens();
        assertFalse(screens.isEmpty());
        for (Map.Entry<String, List<String>> screen : screens.entrySet()) {
            Run run = esxsync.run((Object[]) screen.getKey().split(" ")).ended(0);
            String shown =
                    run.out().stream()
                            .map(line -> fixed(line) + "\n")
                            .collect(Collectors.joining());
            // The mirror's place may be too long for one line.
            String joined = shown.replaceFirst("(?m)^(Mirror .*)\n .*", "$1");
            assertTrue(
                    pattern(screen.getValue()).matcher(joined).matches(),
                    () -> "%s shows%n%s".formatted(screen.getKey(), run));
        }
    }

    @Test
    void theDemoSaysWhereItsMirrorIs() throws Exception {
        Run run = esxsync.run("--demo", "releases").ended(0);
        assertEquals(
                List.of(
                        "esxsync: demo: all patches of this run are made up; the mirror is "
                                + directory.resolve("cache/esxsync/demo")),
                run.err());
    }

    /** Each command, and the lines below it. */
    private static Map<String, List<String>> screens() throws IOException {
        Map<String, List<String>> screens = new LinkedHashMap<>();
        List<String> screen = null;
        for (String line : Files.readAllLines(README)) {
            if (line.startsWith(PROMPT)) {
                screen = new ArrayList<>();
                screens.put(line.substring(PROMPT.length()), screen);
            } else if (line.equals("```")) {
                screen = null;
            } else if (screen != null) {
                screen.add(line);
            }
        }
        return screens;
    }

    /** A line with an ellipsis alone stands for any lines. */
    private static Pattern pattern(List<String> lines) {
        return Pattern.compile(
                lines.stream()
                        .map(
                                line ->
                                        line.equals("…")
                                                ? "(?:.*\n)*?"
                                                : Pattern.quote(fixed(line) + "\n"))
                        .collect(Collectors.joining()));
    }

    private static String fixed(String line) {
        String fixed = line;
        for (Pattern varying : VARYING) {
            fixed = varying.matcher(fixed).replaceAll("?");
        }
        // The width of a column follows what is in it.
        return fixed.replaceAll(" +", " ");
    }
}
