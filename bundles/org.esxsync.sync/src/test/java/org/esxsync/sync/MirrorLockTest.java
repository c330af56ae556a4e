package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.MirrorLockedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorLockTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @TempDir private Path root;

    @Test
    void aSecondSyncOfThisProcessIsRefusedAndTakesNothingAway() {
        Mirror mirror = new Mirror(root);
        try (MirrorLock lock = MirrorLock.acquire(mirror, CLOCK)) {
            assertThrows(MirrorLockedException.class, () -> MirrorLock.acquire(mirror, CLOCK));
            assertThrows(MirrorLockedException.class, () -> MirrorLock.acquire(mirror, CLOCK));
        }
        MirrorLock.acquire(mirror, CLOCK).close();
    }

    @Test
    void theFileTellsWhoHoldsIt() throws IOException {
        try (MirrorLock lock = MirrorLock.acquire(new Mirror(root), CLOCK)) {
            String owner = Files.readString(root.resolve(".esxsync/lock"));

            assertTrue(owner.contains("process " + ProcessHandle.current().pid()), owner);
            assertTrue(owner.contains("since 2026-11-21T10:00:00Z"), owner);
        }
    }

    @Test
    void aMirrorThatCannotBeMadeIsSaidInOneLine() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");

        EsxSyncException problem =
                assertThrows(
                        EsxSyncException.class, () -> MirrorLock.acquire(new Mirror(file), CLOCK));

        assertTrue(problem.getMessage().contains(file.toString()), problem.getMessage());
    }
}
