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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(600)
class LargeMetadataTest {

    @TempDir Path directory;

    @Test
    void readsAndFiltersManyBulletinsInASmallHeap() throws Exception {
        readAndFilter(2_500, "-Xmx48m");
    }

    @Test
    @Tag("long")
    void readsAndFiltersTenThousandBulletinsInASmallHeap() throws Exception {
        readAndFilter(10_000, "-Xmx128m");
    }

    private void readAndFilter(int bulletins, String heap) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                heap,
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath(),
                                LargeMetadata.class.getName(),
                                directory.toString(),
                                Integer.toString(bulletins))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = output(process);
        assertEquals(0, process.waitFor(), output);
        System.out.print(output);
        String expected =
                "bulletins=%1$d ids=%1$d vibs=%2$d profiles=%3$d "
                        .formatted(
                                bulletins, LargeMetadata.VIBS * bulletins, LargeMetadata.PROFILES);
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
