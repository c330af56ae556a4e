package org.esxsync.sync.files;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.ledger.Durability;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes that a power cut does not undo: files are forced to disk, and so are the directories that
 * name them. With relaxed durability, the system decides when. Safe for many threads.
 */
public final class DurableFiles {

    private static final Logger LOG = LoggerFactory.getLogger(DurableFiles.class);

    /** How the copies begin that are about to be renamed. */
    private static final String INCOMING = ".esxsync-incoming";

    /** Windows neither can force a directory nor needs it. */
    private static final boolean DIRECTORIES = File.separatorChar == '/';

    /** Gives a file a second name. */
    @FunctionalInterface
    public interface HardLink {
        void make(Path link, Path existing) throws IOException;
    }

    private final Durability durability;
    private final boolean keepsExecutable;
    private final HardLink hardLink;
    private final FileModes.Change modeChange;
    private final Runnable guard;
    private final AtomicBoolean copyIsTold = new AtomicBoolean();
    private final AtomicBoolean modeIsTold = new AtomicBoolean();

    /**
     * @param durability what a power cut may cost
     * @param keepsExecutable whether files that can be executed stay so
     */
    public DurableFiles(Durability durability, boolean keepsExecutable) {
        this(durability, keepsExecutable, Files::createLink, Files::setPosixFilePermissions);
    }

    public DurableFiles(
            Durability durability,
            boolean keepsExecutable,
            HardLink hardLink,
            FileModes.Change modeChange) {
        this(durability, keepsExecutable, hardLink, modeChange, () -> {});
    }

    private DurableFiles(
            Durability durability,
            boolean keepsExecutable,
            HardLink hardLink,
            FileModes.Change modeChange,
            Runnable guard) {
        this.durability = durability;
        this.keepsExecutable = keepsExecutable;
        this.hardLink = hardLink;
        this.modeChange = modeChange;
        this.guard = guard;
    }

    /**
     * The same, but nothing is renamed or deleted unless somebody agrees.
     *
     * @param other is asked just before each rename and each deletion, and throws to prevent it
     */
    public DurableFiles guardedBy(Runnable other) {
        return new DurableFiles(durability, keepsExecutable, hardLink, modeChange, other);
    }

    /**
     * Gives everything in a file or directory its mode and forces it to disk, in one walk.
     *
     * @return what was seen of its files
     */
    public PersistedFiles persist(Path root) throws IOException {
        PersistedFiles.Builder persisted = new PersistedFiles.Builder();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (attributes.isRegularFile()) {
                            persisted.add(
                                    file,
                                    FileModes.normalize(
                                            file, keepsExecutable, DurableFiles.this::changeMode),
                                    FileTree.modified(attributes.lastModifiedTime()));
                            file(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException problem)
                            throws IOException {
                        if (problem != null) {
                            throw problem;
                        }
                        directoryMode(directory);
                        directory(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
        return persisted.build();
    }

    /**
     * Makes a second tree, or file, of hard links to the files of the first, which were forced; of
     * copies where the file system has no links or they would lead to another one.
     */
    public void link(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        Files.createDirectories(target(directory));
                        directoryMode(target(directory));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (attributes.isSymbolicLink()) {
                            Files.copy(file, target(file), LinkOption.NOFOLLOW_LINKS);
                        } else {
                            linkOrCopy(file, target(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException problem)
                            throws IOException {
                        if (problem != null) {
                            throw problem;
                        }
                        directory(target(directory));
                        return FileVisitResult.CONTINUE;
                    }

                    private Path target(Path path) {
                        return path.equals(from) ? to : to.resolve(from.relativize(path));
                    }
                });
    }

    /** A link can fail for many reasons; if it is the disk's fault, the copy fails too. */
    private void linkOrCopy(Path file, Path target) throws IOException {
        try {
            hardLink.make(target, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            file(target);
            if (!copyIsTold.getAndSet(true)) {
                LOG.warn(
                        "{}: no hard link can be made ({}); files that releases share are stored"
                                + " once for each release",
                        target,
                        e.toString());
            }
        }
    }

    /** Gives a plain file the one mode or the other. */
    public void mode(Path file, boolean executable) throws IOException {
        FileModes.set(file, executable, this::changeMode);
    }

    /** Gives a published directory its mode. */
    public void directoryMode(Path directory) throws IOException {
        FileModes.setDirectory(directory, this::changeMode);
    }

    /** On exFAT or SMB the mount says which mode all files have, and a change is not permitted. */
    private void changeMode(Path file, Set<PosixFilePermission> mode) throws IOException {
        try {
            modeChange.make(file, mode);
        } catch (FileSystemException e) {
            if (e.getClass() != FileSystemException.class) {
                throw e;
            }
            if (!modeIsTold.getAndSet(true)) {
                LOG.warn(
                        "{}: its mode cannot be changed ({}); this file system decides the modes of"
                                + " files",
                        file,
                        e.toString());
            }
        }
    }

    /** Renames a file, over an older one if there is one, or a directory. */
    public void move(Path from, Path to) throws IOException {
        Moves moves = moves();
        moves.move(from, to);
        moves.force();
    }

    /** Renames of which the directories are forced together. */
    public Moves moves() {
        return new Moves();
    }

    /**
     * Several renames. What they do survives a power cut once {@link #force} has returned. Used by
     * one thread.
     */
    public final class Moves {

        private final Set<Path> unforced = new LinkedHashSet<>();

        private Moves() {}

        /** Renames a file, over an older one if there is one, or a directory. */
        public void move(Path from, Path to) throws IOException {
            Path parent = FileTree.parent(to);
            makeDirectories(parent);
            try {
                rename(from, to);
            } catch (AtomicMoveNotSupportedException e) {
                // A release that is a link may be on another file system.
                moveByCopy(from, to);
            }
            unforced.add(parent);
        }

        /** Takes note of what an interrupted process may have renamed and not forced. */
        public void wasMoved(Path to) {
            Path parent = FileTree.parent(to);
            if (Files.isDirectory(parent)) {
                unforced.add(parent);
            }
        }

        /** Makes a directory and those above it, where they are missing. */
        private void makeDirectories(Path directory) throws IOException {
            if (unforced.contains(directory) || Files.isDirectory(directory)) {
                return;
            }
            Path parent = FileTree.parent(directory);
            makeDirectories(parent);
            Files.createDirectories(directory);
            directoryMode(directory);
            unforced.add(parent);
        }

        /** Forces each directory that has new entries, once. */
        public void force() throws IOException {
            for (Iterator<Path> each = unforced.iterator(); each.hasNext(); each.remove()) {
                directory(each.next());
            }
        }
    }

    /** By a name that no process had before, since one that was frozen could go on with its own. */
    private void moveByCopy(Path from, Path to) throws IOException {
        Path parent = FileTree.parent(to);
        deleteIncoming(parent);
        Path near = parent.resolve(INCOMING + UUID.randomUUID());
        try {
            link(from, near);
            rename(near, to);
        } finally {
            DirectoryTree.delete(near);
        }
        DirectoryTree.delete(from);
    }

    /** What a process that ended, or may be frozen, has not renamed. */
    private static void deleteIncoming(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, INCOMING + "*")) {
            for (Path each : left) {
                DirectoryTree.delete(each);
            }
        }
    }

    /**
     * Deletes a file, if it is there.
     *
     * @param via a directory that it is renamed into first, or null
     * @return whether it was there
     */
    public boolean delete(Path file, @Nullable Path via) throws IOException {
        if (via == null) {
            guard.run();
            return Files.deleteIfExists(file);
        }
        if (!FileTree.exists(file)) {
            return false;
        }
        Path gone = via.resolve("gone");
        new Moves().move(file, gone);
        return Files.deleteIfExists(gone);
    }

    private void rename(Path from, Path to) throws IOException {
        guard.run();
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Forces a plain file. */
    public void file(Path file) throws IOException {
        if (durability == Durability.FULL) {
            force(file, StandardOpenOption.WRITE);
        }
    }

    /** Forces a directory's entries, such as one that was renamed or deleted. */
    public void directory(Path directory) throws IOException {
        if (DIRECTORIES && durability == Durability.FULL) {
            force(directory, StandardOpenOption.READ);
        }
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
