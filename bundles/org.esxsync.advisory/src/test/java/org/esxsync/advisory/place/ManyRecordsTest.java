package org.esxsync.advisory.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.esxsync.advisory.record.Records;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many records as the CVE Program has, in a directory and in a zip in a zip. */
class ManyRecordsTest {

    private static final int EACH_OF_ESX = 200;

    /** Of the size that most records have. */
    private static final String FILLING =
            ", \"descriptions\": [{\"lang\": \"en\", \"value\": \"%s\"}]"
                    .formatted("A vulnerability of a program that many hosts run. ".repeat(40));

    @TempDir Path directory;
    private final Path memory = Path.of("state/cve");

    private static String record(int number) {
        String cve = "CVE-2020-%05d".formatted(number);
        String text =
                number % EACH_OF_ESX == 0
                        ? Records.withFields(cve, "8.0 ESXi80U3f-24784735", "7.0")
                        : Records.record(cve, "{\"product\": \"Other\"}", FILLING);
        return text;
    }

    @Test
    void someAreReadOnce() throws IOException {
        readOnce(2_000);
    }

    @Test
    @Tag("long")
    void aQuarterOfAMillionIsReadOnce() throws IOException {
        readOnce(250_000);
    }

    private void readOnce(int count) throws IOException {
        Path place = Files.createDirectory(directory.resolve("cves"));
        for (int i = 0; i < count; i++) {
            Path folder = place.resolve("%dxxx".formatted(i / 1000));
            if (i % 1000 == 0) {
                Files.createDirectory(folder);
            }
            Files.writeString(folder.resolve("CVE-2020-%05d.json".formatted(i)), record(i));
        }
        Path kept = directory.resolve(memory);
        assertRead(count, 0, timed("directory, first", place, kept));
        assertRead(count, count, timed("directory, unchanged", place, kept));
        long remembered = Files.size(kept);
        assertTrue(remembered < count * 10L + 100_000, () -> "remembered bytes: " + remembered);

        Path zip = zip(count);
        assertRead(count, 0, timed("zip in a zip, first", zip, directory.resolve("zip")));
        Reading again = timed("zip in a zip, unchanged", zip, directory.resolve("zip"));
        assertEquals(count / EACH_OF_ESX, again.findings().size());
        assertEquals(1, again.unchanged());
    }

    private static void assertRead(int count, int unchanged, Reading reading) {
        assertEquals(count / EACH_OF_ESX, reading.findings().size());
        assertEquals(count, reading.files());
        assertEquals(unchanged, reading.unchanged());
        assertEquals(0, reading.problems().size());
    }

    private static Reading timed(String what, Path place, Path kept) throws IOException {
        long start = System.nanoTime();
        Reading reading = Place.read(place, kept);
        System.out.printf(
                "%s: %d files in %d ms%n",
                what, reading.files(), Duration.ofNanos(System.nanoTime() - start).toMillis());
        return reading;
    }

    private Path zip(int count) throws IOException {
        Path zip = directory.resolve("all.zip");
        try (ZipOutputStream outer =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
            outer.setLevel(1);
            outer.putNextEntry(new ZipEntry("cves.zip"));
            ZipOutputStream inner = new ZipOutputStream(outer);
            for (int i = 0; i < count; i++) {
                inner.putNextEntry(new ZipEntry("cves/CVE-2020-%05d.json".formatted(i)));
                inner.write(record(i).getBytes(StandardCharsets.UTF_8));
            }
            inner.finish();
        }
        return zip;
    }
}
