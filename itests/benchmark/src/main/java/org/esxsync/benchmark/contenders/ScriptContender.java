package org.esxsync.benchmark.contenders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.benchmark.measure.Programs;
import org.esxsync.benchmark.measure.Usage;

/**
 * A shell script around a program.
 *
 * @param name its name in the table
 * @param program what must be on this machine
 * @param script its file name
 * @param site the site's URL
 * @param mirror where it keeps what it has
 * @param environment more variables for it
 */
public record ScriptContender(
        String name,
        String program,
        String script,
        String site,
        Path mirror,
        Map<String, String> environment)
        implements Contender {

    private static final String FACTS = "facts.awk";

    /** Whether what it needs is here. */
    public boolean isPossible() {
        return Programs.has(program);
    }

    /** What to say where it is not. */
    public String missing() {
        return "There is no %s on this machine; its lines are left out.".formatted(program);
    }

    @Override
    public Usage sync() throws IOException, InterruptedException {
        Path home = Files.createDirectories(mirror.resolveSibling("scripts"));
        Map<String, String> variables =
                new HashMap<>(
                        Map.of(
                                "SITE", site,
                                "MIRROR", mirror.toString(),
                                "FACTS", unpacked(FACTS, home).toString()));
        variables.putAll(environment);
        return Usage.of(List.of("sh", unpacked(script, home).toString()), variables, home);
    }

    private static Path unpacked(String name, Path home) throws IOException {
        Path file = home.resolve(name);
        try (InputStream in =
                Optional.ofNullable(ScriptContender.class.getResourceAsStream(name))
                        .orElseThrow()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
