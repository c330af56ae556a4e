package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerInstallationTest {

    private static final String SYNC = "conf/org.esxsync.sync.cfg";
    private static final String SOURCE = "conf/org.esxsync.source.depot~söurce.cfg";

    @TempDir Path parent;
    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        home = installation("esxsync-0.2.0");
    }

    @Test
    void theConfigurationOfTheVersionBesideIsTakenOverOnce() throws IOException {
        Path former = installation("esxsync-0.1.0");
        Files.writeString(former.resolve(SYNC), "mirror = ${esxsync.home}/mirror\nkeep = 3\n");
        Files.writeString(former.resolve(SOURCE), "location = /srv/bündles\n");
        Files.setPosixFilePermissions(
                former.resolve(SOURCE), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(former.resolve("conf/x.cfg.example"), "location = /srv\n");
        Files.writeString(former.resolve("deploy/own.jar"), "jar");

        List<String> told = takeOver();

        assertEquals(
                List.of(home.resolve("conf") + " has the configuration of " + former + " now"),
                told);
        assertEquals(
                "mirror = %s/mirror\nkeep = 3\n".formatted(former),
                Files.readString(home.resolve(SYNC)));
        assertEquals("location = /srv/bündles\n", Files.readString(home.resolve(SOURCE)));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(SOURCE))));
        assertFalse(Files.exists(home.resolve("conf/x.cfg.example")));
        assertTrue(Files.exists(home.resolve("deploy/own.jar")));
        assertEquals(List.of(), takeOver());
    }

    @Test
    void aTokenThatWasKeptIsTakenOverToo() throws IOException {
        Path former = installation("esxsync-0.1.0");
        Path token = Files.createDirectory(former.resolve("conf/secrets")).resolve("vendor");
        Files.writeString(token, "s3cret");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                former.resolve(SOURCE), "location = https://host/${file:" + token + "}/PROD\n");

        takeOver();

        Path taken = home.resolve("conf/secrets/vendor");
        assertEquals("s3cret", Files.readString(taken));
        assertEquals(
                List.of("rwx------", "rw-------"),
                List.of(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(taken.getParent())),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(taken))));
        assertEquals(
                "location = https://host/${file:" + taken + "}/PROD\n",
                Files.readString(home.resolve(SOURCE)));
    }

    @Test
    void whoHasWrittenAConfigurationKeepsIt() throws IOException {
        Files.writeString(installation("esxsync-0.1.0").resolve(SYNC), "keep = 3\n");
        Files.writeString(home.resolve(SYNC), "keep = 5\n");

        assertEquals(List.of(), takeOver());
        assertEquals("keep = 5\n", Files.readString(home.resolve(SYNC)));
    }

    @Test
    void ofSeveralTheOneThatWasConfiguredLastCounts() throws IOException {
        Path newest = Files.writeString(installation("esxsync-0.9").resolve(SYNC), "keep = 1\n");
        Path oldest = Files.writeString(installation("esxsync-0.10").resolve(SYNC), "keep = 2\n");
        Files.setLastModifiedTime(newest, FileTime.fromMillis(2_000_000));
        Files.setLastModifiedTime(oldest, FileTime.fromMillis(1_000_000));

        takeOver();

        assertEquals("keep = 1\n", Files.readString(home.resolve(SYNC)));
    }

    @Test
    void aDirectoryThatIsNoInstallationIsNone() throws IOException {
        Path former = installation("esxsync-0.1.0");
        Files.writeString(former.resolve(SYNC), "keep = 3\n");
        Files.delete(former.resolve("lib/distribution.jar"));

        assertEquals(List.of(), takeOver());
    }

    @Test
    void aMirrorInsideStaysAndTheConfigurationSaysSo() throws IOException {
        Files.createDirectories(home.resolve("mirror/.esxsync"));
        Files.writeString(home.resolve(SYNC), "keep = 3");

        assertEquals(1, takeOver().size());

        assertTrue(
                Files.readString(home.resolve(SYNC))
                        .endsWith("\nmirror = ${esxsync.home}/mirror\n"));
        assertTrue(Files.readString(home.resolve(SYNC)).startsWith("keep = 3\n"));
        assertEquals(List.of(), takeOver());
    }

    @Test
    void aMirrorThatIsConfiguredElsewhereStaysSo() throws IOException {
        Files.createDirectories(home.resolve("mirror/.esxsync"));
        Files.writeString(home.resolve(SYNC), "mirror: /srv/mirror\n");

        assertEquals(List.of(), takeOver());
    }

    private List<String> takeOver() {
        return new FormerInstallation(home).takeOver();
    }

    private Path installation(String name) throws IOException {
        Path made = parent.resolve(name);
        for (String folder : List.of("lib", "conf", "deploy")) {
            Files.createDirectories(made.resolve(folder));
        }
        Files.createFile(made.resolve("lib/distribution.jar"));
        Files.writeString(made.resolve("conf/README"), "text");
        return made;
    }
}
