package org.esxsync.source.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.esxsync.api.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesCheckTest {

    private static final String PID = FilesPatchSource.PID + "~x";

    private final FilesCheck check = new FilesCheck();

    @TempDir private Path directory;

    @Test
    void takesWhatTheSourceTakes() {
        assertEquals(
                List.of(),
                check.problems(
                        PID, Map.of("location", directory.toString(), "releases", "esx-3.0.2")));
    }

    @Test
    void tellsEveryWrongValue() {
        List<ConfigurationException> problems =
                check.problems(
                        PID,
                        Map.of("location", directory.resolve("no").toString(), "releases", "3"));

        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).getMessage().startsWith(PID + ": releases=3 cannot"));
        assertTrue(problems.get(1).getMessage().contains("there is no such directory"));
    }
}
