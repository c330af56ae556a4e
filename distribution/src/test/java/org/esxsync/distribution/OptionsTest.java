package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final Path MIRROR = Path.of("m").toAbsolutePath();

    @Test
    void theLaunchersOptionsMayStandAnywhere() throws Exception {
        Options before = Options.parse("--mirror", "m", "--demo", "sync", "-n", "3.0.1");
        Options behind = Options.parse("sync", "-n", "3.0.1", "--demo", "--mirror=m");

        assertEquals(before, behind);
        assertEquals(
                new Options(
                        null,
                        MIRROR,
                        true,
                        Options.Loudness.USUAL,
                        null,
                        Map.of(),
                        List.of("sync", "-n", "3.0.1")),
                before);
    }

    @Test
    void anOptionThatIsGivenTwiceIsRefused() {
        for (String second : List.of("--mirror=n", "--mirror=m")) {
            Options.UsageException refused =
                    assertThrows(
                            Options.UsageException.class,
                            () -> Options.parse("--mirror", "m", "sync", second));
            assertTrue(
                    String.valueOf(refused.getMessage()).startsWith("--mirror is given twice"),
                    refused::toString);
        }
    }

    @Test
    void settingsOfOneRunMayStandAnywhere() throws Exception {
        Options before =
                Options.parse(
                        "-q",
                        "--bwlimit",
                        "10M",
                        "--proxy",
                        "http://p:1",
                        "--parallel",
                        "2",
                        "--log-file",
                        "m",
                        "sync",
                        "-n");
        Options behind =
                Options.parse(
                        "sync",
                        "-n",
                        "--log-file=m",
                        "--bwlimit=10m",
                        "--parallel=2",
                        "--proxy=http://p:1",
                        "--quiet");

        assertEquals(before, behind);
        assertEquals(Options.Loudness.QUIET, before.loudness());
        assertEquals(MIRROR, before.logFile());
        assertEquals(List.of("sync", "-n"), before.command());
        assertEquals(
                Map.of(
                        "org.esxsync.fetch.bandwidth", "10240",
                        "org.esxsync.fetch.proxy", "http://p:1",
                        "org.esxsync.sync.parallel", "2"),
                before.settings());
    }

    @Test
    void aRateIsKibOrHasAUnit() throws Exception {
        Map<String, String> kib =
                Map.of("0", "0", "7", "7", "7k", "7", "1B", "1", "2049B", "3", "1G", "1048576");
        for (Map.Entry<String, String> each : kib.entrySet()) {
            assertEquals(
                    each.getValue(),
                    Options.parse("--bwlimit", each.getKey(), "sync")
                            .settings()
                            .get("org.esxsync.fetch.bandwidth"),
                    each.getKey());
        }
        for (String wrong : List.of("fast", "-1", "1.5M", "10MB", "9999999999")) {
            assertThrows(
                    Options.UsageException.class,
                    () -> Options.parse("--bwlimit=" + wrong, "sync"),
                    wrong);
        }
    }

    @Test
    void aWrongValueIsRefusedByTheNameThatWasTyped() {
        for (String wrong : List.of("0", "65", "x", "-1", "1.5")) {
            assertEquals(
                    "--parallel %s cannot be used; use a number from 1 to 64; try 'esxsync help'"
                            .formatted(wrong),
                    assertThrows(
                                    Options.UsageException.class,
                                    () -> Options.parse("--parallel", wrong, "plan"))
                            .getMessage());
        }
        for (String wrong : List.of("foo", "http://p", "http://u:secret@p:1", "ftp://p:1", "::")) {
            String message =
                    assertThrows(
                                    Options.UsageException.class,
                                    () -> Options.parse("--proxy=" + wrong, "plan"))
                            .getMessage();
            assertTrue(message.startsWith("--proxy "), message);
            assertFalse(message.contains("secret"), message);
        }
    }

    @Test
    void nothingBehindTwoDashesIsAnOption() throws Exception {
        Options options = Options.parse("--debug", "show", "--", "--mirror=m", "-q");

        assertNull(options.mirror());
        assertEquals(List.of("show", "--debug", "--", "--mirror=m", "-q"), options.command());
    }

    @Test
    void theDemoHasAScratchMirrorUnlessAnotherPlaceIsNamed() throws Exception {
        assertTrue(Options.parse("--demo", "sync").mirror().endsWith("esxsync/demo"));
        assertEquals(MIRROR, Options.parse("--demo", "--mirror", "m").mirror());
        assertNull(Options.parse("--demo", "--conf", ".").mirror());
        assertNull(Options.parse("sync").mirror());
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
