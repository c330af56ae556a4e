package org.esxsync.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.esxsync.advisory.record.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryHintTest {

    @TempDir private Path directory;

    private static Optional<String> hint(Path place) {
        return new AdvisoryHint().hint(place.toString());
    }

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path zip(String name, String... entries) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write("{}".getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    @Test
    void aDirectoryOfRecordsIsToldWithTheCommandThatNamesIt() throws IOException {
        file("cves/2025/41xxx/CVE-2025-41236.json", Records.withFields("CVE-2025-41236", "8.0"));

        assertEquals(
                Optional.of(
                        "it has records of vulnerabilities, and no patches; name it with 'config"
                                + " set"
                                + " org.esxsync.advisory~cves location \"%s\"', and ask with"
                                        .formatted(directory.resolve("cves"))
                                + " 'cve CVE-…'"),
                hint(directory.resolve("cves")));
    }

    @Test
    void aListATableAndAZipAreKnownToo() throws IOException {
        assertTrue(hint(file("known.json", Records.exploited("CVE-2024-1"))).isPresent());
        assertTrue(hint(file("ids.tsv", "patch\tadvisory\n")).isPresent());
        assertTrue(hint(zip("a.zip", "x/README", "x/CVE-2024-1.json")).isPresent());
        assertTrue(hint(zip("all.zip", "cves.zip")).isPresent());
    }

    @Test
    void nothingIsToldOfOtherPlaces() throws IOException {
        file("other/index.json", "{}");
        file("other/list.tsv", "name\tsize\n");
        zip("other/bundle.zip", "index.xml");
        file("other/broken.zip", "PK");

        assertEquals(Optional.empty(), hint(directory.resolve("other")));
        assertEquals(Optional.empty(), hint(directory.resolve("none")));
        assertEquals(Optional.empty(), new AdvisoryHint().hint("https://example.com/cves"));
        assertEquals(Optional.empty(), new AdvisoryHint().hint("a\0b"));
    }
}
