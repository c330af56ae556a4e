package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyHostsTest {

    /** A process that hangs must end; no machine is so slow. */
    private static final long MOST_MINUTES = 10;

    @TempDir Path directory;

    @Test
    void someAreJudgedRightly() throws IOException {
        new ManyHosts(20, 500).run(Files.createDirectory(directory.resolve("lists")));
    }

    @Test
    @Tag("long")
    void fiveThousandFitIntoASmallHeap() throws Exception {
        Path out = directory.resolve("out");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ManyHosts.class.getName(),
                                "5000",
                                "10000",
                                Files.createDirectory(directory.resolve("lists")).toString())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES), "it does not end");
            String told = Files.readString(out, StandardCharsets.UTF_8);
            System.out.println(told);
            assertEquals(0, process.exitValue(), told);
            assertTrue(told.contains("right: "), told);
        } finally {
            process.destroyForcibly();
        }
    }
}
