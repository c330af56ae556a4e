package org.esxsync.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.sync.mirror.MirrorPaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskUsageTest {

    @TempDir private Path root;

    @Test
    void aFileWithTwoNamesIsCountedOnce() throws IOException {
        Path file = Files.writeString(root.resolve("a"), "12345");
        Files.createDirectories(root.resolve(".esxsync/staging"));
        Files.createLink(root.resolve(".esxsync/staging/b"), file);
        Files.writeString(root.resolve("c"), "678");

        MirrorSpace space = DiskUsage.of(new MirrorPaths(root));

        assertEquals(8, space.used());
        assertTrue(space.free() > 0 && space.free() <= space.total(), space::toString);
    }

    @Test
    void aMirrorThatIsNotThereYetUsesNothing() {
        assertEquals(0, DiskUsage.of(new MirrorPaths(root.resolve("not/yet"))).used());
    }

    @Test
    void aMirrorBehindALinkIsFollowed() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("disk")).resolve("a"), "12345");
        Path link = Files.createSymbolicLink(root.resolve("mirror"), root.resolve("disk"));

        assertEquals(5, DiskUsage.of(new MirrorPaths(link)).used());
    }
}
