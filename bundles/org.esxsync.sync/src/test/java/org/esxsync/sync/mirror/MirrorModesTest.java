package org.esxsync.sync.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.sync.Finding;
import org.esxsync.sync.TestMirror;
import org.esxsync.sync.files.DurableFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors that other umasks have made. */
class MirrorModesTest {

    @TempDir private Path directory;
    private Path root;

    @BeforeEach
    void needModes() throws IOException {
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
        root = directory.resolve("mirror");
    }

    private void make(String mode, String... directories) throws IOException {
        for (String each : directories) {
            Path made = Files.createDirectories(root.resolve(each));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(mode));
        }
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
    }

    private void putRight(String group) {
        new MirrorModes(new MirrorPaths(root), group)
                .putRight(new DurableFiles(Durability.RELAXED, true));
    }

    @Test
    void aMirrorOfAClosedUmaskIsOpened() throws IOException {
        make("rwx------", "esx-3.0.1/P/d", "esx-3.0.1/P", "esx-3.0.1", ".esxsync", "mine");

        putRight("");

        for (String path : List.of("esx-3.0.1/P/d", "esx-3.0.1/P", "esx-3.0.1")) {
            assertEquals("rwxr-xr-x", mode(path), path);
        }
        assertEquals("rwxr-x---", mode(".esxsync"));
        assertEquals("rwx------", mode("mine"));
    }

    @Test
    void aMirrorOfAnOpenUmaskIsClosed() throws IOException {
        make("rwxrwxrwx", "esx-3.0.1/P", "esx-3.0.1", ".esxsync/staging", ".esxsync", "");
        Path ledger = Files.createFile(root.resolve(".esxsync/ledger.db"));
        Files.setPosixFilePermissions(ledger, PosixFilePermissions.fromString("rw-rw-rw-"));

        putRight("");

        for (String path : List.of("", "esx-3.0.1/P", "esx-3.0.1", ".esxsync/staging")) {
            assertEquals("rwxr-xr-x", mode(path), path);
        }
        assertEquals("rw-r--r--", mode(".esxsync/ledger.db"));
    }

    @Test
    void aMirrorThatIsRightIsNotWalked() throws IOException {
        make("rwx------", "esx-3.0.1/P");
        make("rwxr-xr-x", "esx-3.0.1");
        make("rwxr-x---", ".esxsync");

        putRight("");

        assertEquals("rwx------", mode("esx-3.0.1/P"));
    }

    @Test
    void aDirectoryElsewhereToWhichAReleaseLinksKeepsItsMode() throws IOException {
        Path disk = Files.createDirectories(directory.resolve("disk/P")).getParent();
        Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("rwx--x---"));
        Files.setPosixFilePermissions(
                disk.resolve("P"), PosixFilePermissions.fromString("rwx------"));
        make("rwx------", ".esxsync");
        Files.createSymbolicLink(root.resolve("esx-3.0.1"), disk);

        putRight("");

        assertEquals("rwx--x---", mode("esx-3.0.1"));
        assertEquals("rwxr-xr-x", mode("esx-3.0.1/P"));
    }

    @Test
    void aGroupThatDoesNotExistIsToldWithItsKey() throws IOException {
        make("rwxr-x---", ".esxsync");

        EsxSyncException problem =
                assertThrows(EsxSyncException.class, () -> putRight("no such group"));

        assertTrue(problem.getMessage().startsWith("state.group=no such group: "));
        assertEquals(
                Optional.of(problem.getMessage()),
                new MirrorModes(new MirrorPaths(root), "no such group").problem());
    }

    @Test
    void theStateIsGivenToItsGroup() throws IOException {
        make("rwxr-x---", ".esxsync");
        String own = Files.getAttribute(root.resolve(".esxsync"), "posix:group").toString();

        putRight(own);

        assertEquals(own, Files.getAttribute(root.resolve(".esxsync"), "posix:group").toString());
    }

    @Test
    void aLockMakesAMirrorOfTheRightModes() throws IOException {
        MirrorLock.acquire(new MirrorPaths(root), java.time.Clock.systemUTC()).close();

        assertEquals("rwxr-xr-x", mode(""));
        assertEquals("rwxr-x---", mode(".esxsync"));
        assertEquals("rw-r--r--", mode(".esxsync/lock"));
    }

    @Test
    void aVerificationFindsDirectoriesOfOtherModesAndARepairMendsThem() throws IOException {
        TestMirror mirror = new TestMirror(root);
        mirror.list("P", "3.0.1", mirror.downloader.artifact("P.tgz", "d/x=one"));
        mirror.sync();
        make("rwx------", "esx-3.0.1/P/d", "esx-3.0.1");

        assertEquals(
                List.of("esx-3.0.1", "esx-3.0.1/P/d"),
                mirror.verify().stream()
                        .filter(each -> each.kind() == Finding.Kind.WRONG_MODE)
                        .map(Finding::path)
                        .sorted()
                        .toList());
        assertTrue(mirror.repair().stream().allMatch(Finding::repaired));
        assertEquals(List.of(), mirror.verify());
    }
}
