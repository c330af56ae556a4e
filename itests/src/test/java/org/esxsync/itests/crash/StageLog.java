package org.esxsync.itests.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a sync told of its stages in its log, with the engine's messages of level FINE.
 *
 * @param file the log
 */
record StageLog(Path file) {

    private static final String CONFIGURATION =
            """
            handlers = java.util.logging.ConsoleHandler
            .level = WARNING
            org.esxsync.sync.level = FINE
            java.util.logging.ConsoleHandler.level = FINE
            java.util.logging.ConsoleHandler.formatter = java.util.logging.SimpleFormatter
            java.util.logging.SimpleFormatter.format = %5$s%n
            """;

    /** Java's option that makes a sync write such a log to its standard error. */
    static String option(Path directory) throws IOException {
        Path file = directory.resolve("logging.properties");
        Files.writeString(file, CONFIGURATION);
        return "-Djava.util.logging.config.file=" + file;
    }

    /** Its whole lines so far. */
    List<String> lines() throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The last stage; while it downloads, the site knows more. */
    String stage(SlowSite site) throws IOException {
        List<String> lines = lines();
        if (lines.isEmpty()) {
            return site.doing();
        }
        String stage = stage(lines.get(lines.size() - 1));
        return stage.equals("downloading") ? site.doing() : stage;
    }

    /** Such as {@code in place}, of {@code ESX-1: in place}. */
    static String stage(String line) {
        String told = line.substring(line.indexOf(": ") + 2);
        return told.endsWith(" in place") ? "index file in place" : told;
    }

    /** The patches that were ready, so that nothing of them need be downloaded again. */
    Set<String> ready() throws IOException {
        return lines().stream()
                .filter(line -> line.endsWith(": intended"))
                .map(line -> line.substring(0, line.indexOf(": ")))
                .collect(Collectors.toSet());
    }
}
