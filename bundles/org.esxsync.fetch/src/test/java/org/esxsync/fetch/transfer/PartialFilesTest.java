package org.esxsync.fetch.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.esxsync.api.patch.Artifact;
import org.esxsync.fetch.archive.Samples;
import org.esxsync.fetch.location.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFilesTest {

    private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");
    private static final Version VERSION = new Version(Version.Kind.ETAG, "\"v1\"", true);

    private final PartialFiles files =
            new PartialFiles(Duration.ofDays(7), Clock.fixed(NOW, ZoneOffset.UTC));
    @TempDir private Path directory;

    @Test
    void findsAPartialAgainThoughTokenAndQueryChanged() {
        keep(artifact("https://dl.broadcom.com/token1/x.zip?key=1"));

        try (PartialFile again =
                files.open(directory, artifact("https://dl.broadcom.com/token2/x.zip?key=2"))) {
            assertEquals(3, again.length());
            assertEquals(VERSION, again.version());
            assertEquals(10, again.total());
        }
        try (PartialFile other =
                files.open(directory, artifact("https://dl.broadcom.com/token2/y.zip"))) {
            assertEquals(0, other.length());
        }
    }

    @Test
    void givesTwoCallsTwoFiles() {
        Artifact artifact = artifact("http://a.example.com/x");
        try (PartialFile one = files.open(directory, artifact);
                PartialFile two = files.open(directory, artifact)) {
            assertNotEquals(one.path(), two.path());
        }
    }

    @Test
    void givesTwoCallsTwoFilesAcrossAChangeOfConfiguration() {
        Artifact artifact = artifact("http://a.example.com/x");
        try (PartialFile before = files.open(directory, artifact);
                PartialFile after = files.keeping(Duration.ofDays(1)).open(directory, artifact)) {
            assertNotEquals(before.path(), after.path());
        }
    }

    @Test
    void sweepsWhatNobodyCameBackFor() throws IOException {
        Path old = write("old.part", NOW.minus(Duration.ofDays(8)));
        Path oldNote = write("old.part.version", NOW.minus(Duration.ofDays(8)));
        Path fresh = write("fresh.part", NOW.minus(Duration.ofDays(6)));
        Path foreign = write("foreign", NOW.minus(Duration.ofDays(800)));

        files.open(directory, artifact("http://a.example.com/x")).close();

        assertFalse(Files.exists(old));
        assertFalse(Files.exists(oldNote));
        assertTrue(Files.exists(fresh));
        assertTrue(Files.exists(foreign));
    }

    @Test
    void writesNoSecretBesideAPartial() throws IOException {
        keep(artifact("https://joe:secret@dl.broadcom.com/secret/x.zip?key=secret"));

        try (var list = Files.list(directory)) {
            for (Path file : list.toList()) {
                assertFalse(file.toString().contains("secret"));
                assertFalse(Files.readString(file).contains("secret"));
            }
        }
    }

    private void keep(Artifact artifact) {
        try (PartialFile partial = files.open(directory, artifact)) {
            partial.restart(VERSION, 10);
            partial.append(new byte[3], 0, 3);
            partial.keep(true);
        }
    }

    private Path write(String name, Instant modified) throws IOException {
        Path file = Files.writeString(directory.resolve(name), name);
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private static Artifact artifact(String location) {
        return Samples.artifact("x.zip", URI.create(location));
    }
}
