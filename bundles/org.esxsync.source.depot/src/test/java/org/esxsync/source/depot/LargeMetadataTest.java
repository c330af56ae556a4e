package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.patch.Patch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LargeMetadataTest {

    @TempDir Path directory;

    @Test
    @Timeout(600)
    void readsAndFiltersTenThousandBulletinsInASmallHeap() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath(),
                                LargeMetadata.class.getName(),
                                directory.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = output(process);
        assertEquals(0, process.waitFor(), output);
        System.out.print(output);
        String expected =
                "bulletins=%1$d ids=%1$d vibs=%2$d profiles=%3$d "
                        .formatted(
                                LargeMetadata.BULLETINS,
                                LargeMetadata.VIBS * LargeMetadata.BULLETINS,
                                LargeMetadata.PROFILES);
        assertTrue(output.startsWith(expected), output);
    }

    private static String output(Process process) throws IOException {
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String classPath() {
        return Stream.of(
                        LargeMetadata.class,
                        DepotPatchSource.class,
                        Patch.class,
                        LoggerFactory.class)
                .map(LargeMetadataTest::place)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
