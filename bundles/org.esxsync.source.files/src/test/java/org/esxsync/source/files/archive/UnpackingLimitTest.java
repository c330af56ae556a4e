package org.esxsync.source.files.archive;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.esxsync.api.source.MalformedSourceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingLimitTest {

    @TempDir Path directory;

    private Path file;

    @BeforeEach
    void makeAZip() throws IOException {
        file = directory.resolve("a.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("part.zip"));
            zip.write(new byte[600]);
        }
    }

    @Test
    void countsWhatADamagedArchiveHasTaken() throws IOException {
        UnpackingLimit limit = new UnpackingLimit("share/a.zip", 1_000, 1_000);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry damaged = zip.getEntry("part.zip");
            damaged.setCrc(1);

            assertThrows(IOException.class, () -> copy(zip, damaged, limit));
            MalformedSourceException problem =
                    assertThrows(MalformedSourceException.class, () -> copy(zip, damaged, limit));

            assertTrue(
                    problem.getMessage().contains("together larger than 1000 bytes; unpack it"),
                    problem.getMessage());
        }
    }

    @Test
    void refusesOneArchiveThatIsTooLarge() throws IOException {
        UnpackingLimit limit = new UnpackingLimit("share/a.zip", 500, 10_000);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            MalformedSourceException problem =
                    assertThrows(
                            MalformedSourceException.class,
                            () -> copy(zip, zip.getEntry("part.zip"), limit));

            assertTrue(problem.getMessage().contains("larger than 500"), problem.getMessage());
        }
    }

    private void copy(ZipFile zip, ZipEntry entry, UnpackingLimit limit) throws IOException {
        Zips.copy(zip, entry, directory.resolve("copy"), limit);
    }
}
