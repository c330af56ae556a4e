package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sync from cron, or over a connection that brings another locale, is one at a prompt. */
class LocaleIT {

    private static final String PATCH = "ESX-8258730";

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"C, ''", "'', ''", "'', xx_XX.UTF-8", "C.UTF-8, ''"})
    void namesAreKeptByteForByteInEveryLocale(String all, String language) throws Exception {
        Path mirror = directory.resolve("mirror");
        try (PatchSite site = new PatchSite()) {
            site.add(PATCH, new Tarball().file(PATCH + "/caf\u00e9-\u4e16.rpm", "x").bytes());
            Conf conf = new Conf(directory.resolve("conf")).vi3("site", site.index());

            new EsxSync(directory, List.of(), Map.of("LC_ALL", all, "LANG", language))
                    .run("--conf", conf, "--mirror", mirror, "sync", "3.0.1")
                    .ended(0);
        }

        assertEquals("caf\u00e9-\u4e16.rpm\n", ls(mirror.resolve("esx-3.0.1/2007-03-29-" + PATCH)));
    }

    /** The names as bytes, since the Java that runs this test may not be able to name them. */
    private static String ls(Path published) throws Exception {
        Process process = new ProcessBuilder("ls", "-N", published.toString()).start();
        byte[] names = process.getInputStream().readAllBytes();
        process.waitFor();
        return new String(names, StandardCharsets.UTF_8);
    }
}
