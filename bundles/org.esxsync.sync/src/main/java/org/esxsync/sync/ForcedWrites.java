package org.esxsync.sync;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.esxsync.api.ledger.Durability;

/**
 * Writes that a power cut does not undo: files are forced to disk, and so are the directories that
 * name them. With relaxed durability, the system decides when.
 *
 * @param durability what a power cut may cost
 */
record ForcedWrites(Durability durability) {

    /** Windows neither can force a directory nor needs it. */
    private static final boolean DIRECTORIES = File.separatorChar == '/';

    /** Forces a file, or a directory with all that is in it. */
    void tree(Path root) throws IOException {
        if (durability == Durability.RELAXED) {
            return;
        }
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (attributes.isRegularFile()) {
                            force(file, StandardOpenOption.WRITE);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException problem)
                            throws IOException {
                        if (problem != null) {
                            throw problem;
                        }
                        directory(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** Forces the directories of a tree, whose files were forced under other names. */
    void directories(Path root) throws IOException {
        if (durability == Durability.RELAXED
                || !Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        directory(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** Makes a directory and those above it, where they are missing. */
    void makeDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        makeDirectories(parent);
        Files.createDirectories(directory);
        directory(parent);
    }

    /** Renames a file, over an older one if there is one, or a directory. */
    void move(Path from, Path to) throws IOException {
        makeDirectories(to.toAbsolutePath().getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        directory(to.toAbsolutePath().getParent());
    }

    /** Forces a directory's entries, such as one that was renamed or deleted. */
    void directory(Path directory) throws IOException {
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
