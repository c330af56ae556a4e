package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    private static final FileTime TIME_OF_THE_BUILD = FileTime.fromMillis(1_000_000);

    @TempDir Path home;
    private Path jar;

    @BeforeEach
    void install() throws IOException {
        jar = Files.createDirectories(home.resolve("bundles/1-libraries")).resolve("a.jar");
        Files.createDirectory(home.resolve("lib"));
        write("old");
    }

    @Test
    void staysWhileNothingIsTouched() throws IOException {
        assertEquals(Fingerprint.ofInstallation(home), Fingerprint.ofInstallation(home));
    }

    @Test
    void changesWithAJarOfTheSameSizeAndTime() throws IOException {
        String before = Fingerprint.ofInstallation(home);

        write("new");

        assertNotEquals(before, Fingerprint.ofInstallation(home));
    }

    @Test
    void changesWithAJarMore() throws IOException {
        String before = Fingerprint.ofInstallation(home);

        Files.createFile(home.resolve("lib/more.jar"));

        assertNotEquals(before, Fingerprint.ofInstallation(home));
    }

    @Test
    void looksForItsTextInFilesOfAnyKind() throws IOException {
        Path file = home.resolve("mark");
        assertFalse(Fingerprint.isIn(file, "text"));

        Files.write(file, new byte[] {(byte) 0xFF, 0});
        assertFalse(Fingerprint.isIn(file, "text"));

        Files.writeString(file, "text");
        assertTrue(Fingerprint.isIn(file, "text"));
    }

    private void write(String content) throws IOException {
        Files.writeString(jar, content);
        Files.setLastModifiedTime(jar, TIME_OF_THE_BUILD);
    }
}
