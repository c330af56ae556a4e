package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Gate;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.Framework;
import org.slf4j.LoggerFactory;
import org.slf4j.jul.JULServiceProvider;

/**
 * An application embeds the bundles, calls them from its own bundle, and finds its JVM untouched.
 */
class EmbeddingIT {

    private static final String PATCH = "ESX-8258730";
    private static final long MAX_HEAP_MEGABYTES = 20;

    @TempDir Path directory;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHostPlansCancelsAndSyncsAndItsJvmStaysAsItWas() throws Exception {
        List<String> lines = new ArrayList<>();
        try (PatchSite site = new PatchSite()) {
            site.add(PATCH, Tarball.of(PATCH).bytes());
            Gate gate = site.holdBack(PATCH);
            Conf conf = new Conf(directory.resolve("conf")).vi3("site", site.index());
            Process host = start(conf);
            try (BufferedReader out = host.inputReader()) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (isOfTheJavaPlatform(line)) {
                        continue;
                    }
                    lines.add(line);
                    if (line.startsWith("cancelled")) {
                        assertEquals(List.of(), Tree.names(mirror().resolve("esx-3.0.1")));
                        gate.open();
                    }
                }
                assertTrue(host.waitFor(60, TimeUnit.SECONDS), "a thread keeps the host alive");
            } finally {
                host.destroyForcibly();
            }
            assertEquals(0, host.exitValue(), lines::toString);
        }
        assertEquals(
                List.of(
                        "planned 1",
                        "cancelled",
                        "synced DONE, heard [" + PATCH + "]",
                        "heap",
                        "busy []",
                        "changed []",
                        "done"),
                lines.stream()
                        .map(line -> line.replaceFirst("^(cancelled|heap)\\b.*", "$1"))
                        .toList(),
                lines::toString);
        assertTrue(heap(lines.get(3)) < MAX_HEAP_MEGABYTES, lines.get(3));
        assertEquals(List.of("2007-03-29-" + PATCH), Tree.names(mirror().resolve("esx-3.0.1")));
    }

    /** Java 23 and later warn about what the framework and SQLite do. */
    private static boolean isOfTheJavaPlatform(String line) {
        return line.isBlank() || line.startsWith("WARNING: ");
    }

    private static long heap(String line) {
        return Long.parseLong(line.split(" ")[1]);
    }

    private Path mirror() {
        return directory.resolve("mirror");
    }

    /** Its class path has the framework and the logging, and nothing of the product. */
    private Process start(Conf conf) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.sql/java.sql=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        "org.esxsync.itests.embedding.HostApplication",
                        Distribution.home().resolve("bundles").toString(),
                        conf.toString(),
                        mirror().toString(),
                        Files.createDirectories(directory.resolve("work")).toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String classPath() {
        return Stream.of(
                        EmbeddingIT.class,
                        Framework.class,
                        LoggerFactory.class,
                        JULServiceProvider.class)
                .map(each -> each.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"));
    }
}
