package org.esxsync.sync.mirror;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.sync.MirrorLockedException;
import org.esxsync.sync.files.FileModes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change a mirror. The lock is the kernel's and dies with its process; the file's text
 * only tells the others who holds it.
 */
public final class MirrorLock implements AutoCloseable {

    /**
     * The mirrors that this process has locked, each with the owner as the file tells it. It must
     * be asked first: closing a second channel on the lock file would give up the lock that the
     * first one holds.
     */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    /** Those of them whose ledger this process has, too. */
    private static final Set<Path> WORKED_ON = ConcurrentHashMap.newKeySet();

    /**
     * Channels on lock files that an earlier version of this bundle has locked. Each stays open,
     * and is used again, since closing it would give up that lock.
     */
    private static final Map<Path, FileChannel> LEFT_OPEN = new ConcurrentHashMap<>();

    private static final Logger LOG = LoggerFactory.getLogger(MirrorLock.class);

    private static final String FILE = "lock";

    private final Path key;
    private final @Nullable FileChannel channel;

    private MirrorLock(Path key, @Nullable FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * @throws MirrorLockedException if somebody else has it
     */
    public static MirrorLock acquire(MirrorPaths mirror, Clock clock) {
        return acquire(mirror, clock, MirrorLock::lock);
    }

    /**
     * Keeps others of this process out, where the ledger does so with those on all machines.
     *
     * @throws MirrorLockedException if somebody else of this process has it
     */
    static MirrorLock acquireHere(MirrorPaths mirror, Clock clock) {
        return acquire(mirror, clock, (each, file, owner) -> null);
    }

    /** Keeps other processes out. */
    @FunctionalInterface
    private interface KernelLock {
        @Nullable FileChannel take(MirrorPaths mirror, Path file, String owner) throws IOException;
    }

    private static synchronized MirrorLock acquire(
            MirrorPaths mirror, Clock clock, KernelLock kernel) {
        try {
            FileModes.makeDirectory(mirror.root(), FileModes.DIRECTORY);
            FileModes.makeDirectory(mirror.state(), FileModes.STATE);
            Path key = mirror.state().toRealPath();
            String owner = self() + " since " + clock.instant().truncatedTo(ChronoUnit.SECONDS);
            if (HELD.putIfAbsent(key, owner) != null) {
                throw new MirrorLockedException(
                        mirror.root(), "another sync of this process (" + self() + ")");
            }
            try {
                return new MirrorLock(key, kernel.take(mirror, key.resolve(FILE), owner));
            } catch (IOException | RuntimeException e) {
                HELD.remove(key);
                throw e;
            }
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the mirror %s cannot be locked (%s); %s"
                            .formatted(mirror.root(), PlainReason.withFile(e), nextStep(mirror, e)),
                    e);
        }
    }

    private static String nextStep(MirrorPaths mirror, IOException problem) {
        if (problem instanceof AccessDeniedException) {
            try {
                return "run this as its owner, the user %s"
                        .formatted(Files.getOwner(mirror.existing()).getName());
            } catch (IOException | UnsupportedOperationException e) {
                LOG.debug("{}: its owner cannot be told", mirror.root(), e);
            }
        }
        return "check that the directory can be written, or give another with --mirror";
    }

    private static FileChannel lock(MirrorPaths mirror, Path file, String owner)
            throws IOException {
        FileChannel channel = open(file);
        try {
            if (channel.tryLock() == null) {
                throw new MirrorLockedException(mirror.root(), owner(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((owner + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (OverlappingFileLockException e) {
            LEFT_OPEN.put(file, channel);
            throw new MirrorLockedException(mirror.root(), earlier());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        FileChannel leftOpen = LEFT_OPEN.remove(file);
        if (leftOpen != null) {
            return leftOpen;
        }
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            FileModes.setPlain(file);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static String owner(Path file) throws IOException {
        String owner = Files.readString(file).strip();
        return owner.isEmpty() ? "another process" : owner;
    }

    /**
     * Who works on the mirror, if anybody does. An empty file is not touched, so that a sync that
     * starts at this moment finds the lock free.
     */
    public static synchronized Optional<String> owner(MirrorPaths mirror) {
        try {
            Path file = mirror.state().toRealPath().resolve(FILE);
            String own = HELD.get(file.getParent());
            if (own != null) {
                return Optional.of(own);
            }
            return Files.size(file) == 0 ? Optional.empty() : ownerByLock(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the lock of the mirror %s cannot be read: %s; check its rights"
                            .formatted(mirror.root(), PlainReason.withFile(e)),
                    e);
        }
    }

    /** Tells the rest of this process that it works on the mirror, since it has the ledger, too. */
    public void begin() {
        WORKED_ON.add(key);
    }

    /** Whether this process works on the mirror, and does not just try whether it may. */
    public static boolean isWorkedOnHere(MirrorPaths mirror) {
        try {
            return WORKED_ON.contains(mirror.state().toRealPath());
        } catch (IOException e) {
            LOG.debug("{}: nothing is there to lock", mirror.state(), e);
            return false;
        }
    }

    private static Optional<String> ownerByLock(Path file) throws IOException {
        FileChannel channel =
                Files.isWritable(file)
                        ? open(file)
                        : FileChannel.open(file, StandardOpenOption.READ);
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
            Optional<String> owner = lock == null ? Optional.of(owner(file)) : Optional.empty();
            channel.close();
            return owner;
        } catch (OverlappingFileLockException e) {
            LEFT_OPEN.put(file, channel);
            return Optional.of(earlier());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String earlier() {
        return "a sync that started before an update, in " + self();
    }

    /** How others see this process: its number and its host. */
    public static String self() {
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
        try (FileChannel open = channel) {
            if (open != null) {
                open.truncate(0);
            }
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the lock " + key + " cannot be released: " + PlainReason.of(e), e);
        } finally {
            WORKED_ON.remove(key);
            HELD.remove(key);
        }
    }
}
