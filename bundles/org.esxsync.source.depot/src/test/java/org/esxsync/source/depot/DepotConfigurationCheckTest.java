package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.esxsync.api.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepotConfigurationCheckTest {

    private static final String PID = DepotPatchSource.PID + "~x";

    private final DepotConfigurationCheck check = new DepotConfigurationCheck();

    @TempDir private Path directory;

    @Test
    void takesWhatTheSourceTakes() {
        assertEquals(List.of(), check.problems(PID, Map.of("location", directory.toString())));
        assertEquals(
                List.of(),
                check.problems(PID, Map.of("location", "https://site.example/depot/index.xml")));
    }

    @Test
    void tellsEveryWrongValue() {
        List<ConfigurationException> problems =
                check.problems(
                        PID,
                        Map.of("location", directory.resolve("no").toString(), "profiles", "some"));

        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).getMessage().startsWith(PID + ": profiles=some cannot"));
        assertTrue(problems.get(1).getMessage().contains("there is no such file or directory"));
    }
}
