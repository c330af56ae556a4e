package org.esxsync.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.esxsync.fetch.config.FetchConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchCheckTest {

    private final FetchCheck check = new FetchCheck();

    @TempDir private Path directory;

    @Test
    void takesTheDefaults() {
        assertEquals(List.of(), told(Map.of()));
    }

    @Test
    void tellsEveryWrongValue() {
        assertEquals(
                List.of("retries=many", "proxy=no proxy"),
                told(Map.of("retries", "many", "proxy", "no proxy")));
    }

    @Test
    void readsTheCertificates() throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), "not one");

        assertEquals(List.of("ca.file=" + file), told(Map.of("ca.file", file.toString())));
    }

    private List<String> told(Map<String, ?> values) {
        return check.problems(FetchConfig.PID, values).stream()
                .map(problem -> problem.getMessage().replaceFirst(" cannot be used; .*", ""))
                .map(text -> text.substring(FetchConfig.PID.length() + 2))
                .toList();
    }
}
