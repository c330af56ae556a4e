package org.esxsync.sync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.MirrorLockedException;

/**
 * The right to change a mirror. The lock is the kernel's and dies with its process; the file's text
 * only tells the others who holds it.
 */
final class MirrorLock implements AutoCloseable {

    /**
     * The mirrors that this process has locked. It must be asked first: closing a second channel on
     * the lock file would give up the lock that the first one holds.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;

    private MirrorLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * @throws MirrorLockedException if somebody else has it
     */
    static MirrorLock acquire(Mirror mirror, Clock clock) {
        try {
            Files.createDirectories(mirror.state());
            Path key = mirror.state().toRealPath();
            if (!HELD.add(key)) {
                throw new MirrorLockedException(
                        mirror.root(), "another sync of this process (" + self() + ")");
            }
            try {
                return new MirrorLock(key, lock(mirror, key.resolve("lock"), clock));
            } catch (IOException | RuntimeException e) {
                HELD.remove(key);
                throw e;
            }
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the mirror %s cannot be locked (%s); check that the directory can be written"
                            .formatted(mirror.root(), e),
                    e);
        }
    }

    private static FileChannel lock(Mirror mirror, Path file, Clock clock) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Closing this channel would give up the lock of the one that holds it.
            throw new MirrorLockedException(
                    mirror.root(), "a sync that was begun before an update, in " + self());
        }
        try {
            if (lock == null) {
                String owner = Files.readString(file).strip();
                throw new MirrorLockedException(
                        mirror.root(), owner.isEmpty() ? "another process" : owner);
            }
            String owner = self() + " since " + clock.instant().truncatedTo(ChronoUnit.SECONDS);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((owner + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String self() {
        return "process " + ProcessHandle.current().pid() + " on " + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this host";
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new EsxSyncException("the lock " + key + " cannot be given up: " + e, e);
        } finally {
            HELD.remove(key);
        }
    }
}
