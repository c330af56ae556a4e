package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final Path MIRROR = Path.of("m").toAbsolutePath();

    @Test
    void theLaunchersOptionsMayStandAnywhere() throws Exception {
        Options before = Options.parse("--mirror", "m", "--demo", "sync", "-n", "3.0.1");
        Options behind = Options.parse("sync", "-n", "3.0.1", "--demo", "--mirror=m");

        assertEquals(before, behind);
        assertEquals(new Options(null, MIRROR, true, List.of("sync", "-n", "3.0.1")), before);
    }

    @Test
    void debugIsForTheCommandsAndDoesNotDisturbTheService() throws Exception {
        assertEquals(List.of("sync", "--debug"), Options.parse("--debug", "sync").command());
        assertEquals(List.of("sync", "--debug"), Options.parse("sync", "--debug").command());
        assertTrue(Options.parse("--debug", "service").isService());
        assertTrue(Options.parse("--debug").isLasting());
    }

    @Test
    void anOptionThatLacksItsDirectoryIsRefused() {
        assertThrows(Options.UsageException.class, () -> Options.parse("sync", "--mirror"));
        assertThrows(Options.UsageException.class, () -> Options.parse("--conf", "no/such/place"));
    }
}
