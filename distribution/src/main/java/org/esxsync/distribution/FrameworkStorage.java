package org.esxsync.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one framework, kept from start to start: a framework that finds its bundles
 * installed starts in half the time.
 *
 * <p>Several stand side by side, numbered, and a start takes the first that no other process holds.
 * The lock is the kernel's and dies with its process. What a start finds is used only if the one
 * before ended in order, with the same installation, and nobody has touched it since; all else is
 * deleted. So a killed process leaves nothing for long, and nothing that misleads.
 */
final class FrameworkStorage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FrameworkStorage.class);
    private static final String TEMPORARY = "esxsync";
    private static final int MOST = 64;

    private final Path directory;
    private final FileChannel lock;
    private final @Nullable Path temporary;

    private FrameworkStorage(Path directory, FileChannel lock, @Nullable Path temporary) {
        this.directory = directory;
        this.lock = lock;
        this.temporary = temporary;
    }

    /**
     * Takes a storage for as long as this process lives, or until it is closed.
     *
     * @param prepared where storages are kept; if null or not writable, it is a temporary one
     */
    static FrameworkStorage claim(@Nullable Path prepared) throws IOException {
        if (prepared != null) {
            try {
                FrameworkStorage claimed = claimIn(Files.createDirectories(prepared), null);
                if (claimed != null) {
                    return claimed;
                }
            } catch (IOException e) {
                LOG.debug("Starts will be slower, since nothing can be kept in {}", prepared, e);
            }
        }
        return temporary();
    }

    private static FrameworkStorage temporary() throws IOException {
        Path own = Files.createTempDirectory(TEMPORARY);
        deleteAbandoned(own);
        FrameworkStorage claimed = claimIn(own, own);
        if (claimed == null) {
            throw new IOException(own + " is in use by another process");
        }
        return claimed;
    }

    private static @Nullable FrameworkStorage claimIn(Path parent, @Nullable Path temporary)
            throws IOException {
        for (int number = 0; number < MOST; number++) {
            FileChannel lock = lock(parent.resolve(lockName(number)));
            if (lock != null) {
                Path directory = Files.createDirectories(parent.resolve("" + number));
                return new FrameworkStorage(directory, lock, temporary);
            }
        }
        return null;
    }

    private static String lockName(int number) {
        return number + ".lock";
    }

    /** Locks a file for this process; gives null if another process or user has it. */
    static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            return null;
        }
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held by this very process
        }
        channel.close();
        return null;
    }

    /** Deletes temporary storages of this user whose process was killed. */
    private static void deleteAbandoned(Path own) throws IOException {
        UserPrincipal user = Files.getOwner(own);
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(own.getParent(), TEMPORARY + "*")) {
            for (Path each : all) {
                if (!each.equals(own) && isOf(user, each)) {
                    deleteIfAbandoned(each);
                }
            }
        }
    }

    /** Others may put links where everyone may write. */
    private static boolean isOf(UserPrincipal user, Path directory) throws IOException {
        try {
            return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(user);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void deleteIfAbandoned(Path temporary) {
        Path lockFile = temporary.resolve(lockName(0));
        if (!Files.exists(lockFile)) {
            return;
        }
        try (FileChannel lock = lock(lockFile)) {
            if (lock != null) {
                delete(temporary);
            }
        } catch (IOException e) {
            LOG.debug("{} is left where it is", temporary, e);
        }
    }

    /** Where the framework keeps its bundles. */
    Path framework() {
        return directory.resolve("framework");
    }

    /** Where File Install keeps what it unpacks. */
    Path deployed() {
        return directory.resolve("deployed");
    }

    /** Where native libraries are unpacked. */
    Path libraries() {
        return directory.resolve("libraries");
    }

    /**
     * Whether the last start had this mark, ended in order, and left what is here. The answer is
     * given once: the mark is taken away until this start has ended in order, too.
     */
    boolean takeMark(String mark) throws IOException {
        boolean same = Fingerprint.isIn(markFile(), whole(mark));
        Files.deleteIfExists(markFile());
        return same;
    }

    /** Vouches for what is here. */
    void putMark(String mark) {
        if (temporary != null) {
            return;
        }
        try {
            Files.writeString(markFile(), whole(mark));
        } catch (IOException e) {
            LOG.debug("The next start will be slower", e);
        }
    }

    private String whole(String mark) throws IOException {
        return mark + Fingerprint.ofFiles(directory);
    }

    private Path markFile() {
        return directory.resolveSibling(directory.getFileName() + ".mark");
    }

    /** Deletes what is in it. */
    void clear() throws IOException {
        delete(directory);
        Files.createDirectory(directory);
    }

    /** What cannot be deleted must not turn into a failure what the start was for. */
    @Override
    public void close() {
        try (lock) {
            if (temporary != null) {
                delete(temporary);
            }
        } catch (IOException e) {
            LOG.debug("{} is left to a later start", directory, e);
        }
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
