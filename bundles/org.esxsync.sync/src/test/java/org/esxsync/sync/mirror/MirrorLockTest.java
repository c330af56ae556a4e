package org.esxsync.sync.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.MirrorLockedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorLockTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    private static final int KILLS = Integer.getInteger("lock.kills", 3);

    @TempDir private Path root;

    @Test
    void aSecondSyncOfThisProcessIsRefusedAndTakesNothingAway() {
        MirrorPaths mirror = new MirrorPaths(root);
        try (MirrorLock lock = MirrorLock.acquire(mirror, CLOCK)) {
            assertThrows(MirrorLockedException.class, () -> MirrorLock.acquire(mirror, CLOCK));
            assertThrows(MirrorLockedException.class, () -> MirrorLock.acquire(mirror, CLOCK));
        }
        MirrorLock.acquire(mirror, CLOCK).close();
    }

    @Test
    void aLockThatAnEarlierVersionOfTheBundleHoldsIsKept() throws IOException {
        Path file = Files.createDirectories(root.resolve(".esxsync")).resolve("lock");
        try (FileChannel earlier =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = earlier.lock();
            MirrorPaths mirror = new MirrorPaths(root);

            assertThrows(MirrorLockedException.class, () -> MirrorLock.acquire(mirror, CLOCK));
            Files.writeString(file, "the earlier one");
            assertTrue(MirrorLock.owner(mirror).orElseThrow().contains("before an update"));
            assertTrue(lock.isValid());
        }
        MirrorLock.acquire(new MirrorPaths(root), CLOCK).close();
    }

    @Test
    void nobodyOwnsAMirrorAtRest() {
        MirrorPaths mirror = new MirrorPaths(root);
        assertEquals(Optional.empty(), MirrorLock.owner(mirror));
        try (MirrorLock lock = MirrorLock.acquire(mirror, CLOCK)) {
            String owner = MirrorLock.owner(mirror).orElseThrow();

            assertTrue(owner.contains("process " + ProcessHandle.current().pid()), owner);
            assertTrue(owner.contains("since 2026-11-21T10:00:00Z"), owner);
        }
        assertEquals(Optional.empty(), MirrorLock.owner(mirror));
    }

    @Test
    void theFileTellsWhoHoldsIt() throws IOException {
        try (MirrorLock lock = MirrorLock.acquire(new MirrorPaths(root), CLOCK)) {
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
                        EsxSyncException.class,
                        () -> MirrorLock.acquire(new MirrorPaths(file), CLOCK));

        assertTrue(problem.getMessage().contains(file.toString()), problem.getMessage());
    }

    @Test
    void anotherProcessIsNamedAndItsLockIsFreeAsSoonAsItIsKilled() throws Exception {
        MirrorPaths mirror = new MirrorPaths(root);
        int free = 0;
        for (int i = 0; i < KILLS; i++) {
            Process holder = startHolder();
            try {
                assertEquals("locked", firstLine(holder));
                MirrorLockedException locked =
                        assertThrows(
                                MirrorLockedException.class,
                                () -> MirrorLock.acquire(mirror, CLOCK));
                assertTrue(
                        locked.owner().contains("process " + holder.pid() + " on "),
                        locked.owner());
                assertEquals(Optional.of(locked.owner()), MirrorLock.owner(mirror));
            } finally {
                holder.destroyForcibly().waitFor();
            }
            assertEquals(Optional.empty(), MirrorLock.owner(mirror));
            MirrorLock.acquire(mirror, CLOCK).close();
            free++;
        }
        System.out.printf(Locale.ROOT, "lock: holders killed: %d, free at once: %d%n", KILLS, free);
        assertEquals(Set.of("lock"), names(root.resolve(".esxsync")));
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private Process startHolder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
    }
}
