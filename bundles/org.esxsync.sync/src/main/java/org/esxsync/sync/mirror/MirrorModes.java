package org.esxsync.sync.mirror;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.files.FileModes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may read and write a mirror: what is published, everybody may read; the state, its group; and
 * nobody but the owner may write.
 *
 * @param mirror where it is
 * @param group the group that may read the state; empty for the one that it has
 */
public record MirrorModes(MirrorPaths mirror, String group) {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorModes.class);

    /** Stands at the top of a file system, where a release may be mounted. */
    private static final Path OF_THE_SYSTEM = Path.of("lost+found");

    /** The state's mode as long as the mirror's modes are put right. */
    private static final Set<PosixFilePermission> UNDER_WAY =
            PosixFilePermissions.fromString("rwx------");

    /**
     * Puts the modes of a mirror right that was made under another umask, or by an older version.
     * One whose state has the right mode is right, but for releases whose own mode is wrong. The
     * caller holds the lock.
     *
     * @throws EsxSyncException if the state cannot be given to its group
     */
    public void putRight(DurableFiles writes) {
        try {
            giveToGroup();
            boolean isRight = FileModes.has(mirror.state(), FileModes.STATE);
            if (!isRight && !FileModes.set(mirror.state(), UNDER_WAY)) {
                LOG.debug("{}: this file system decides the modes of files", mirror.root());
                return;
            }
            for (EsxRelease release : UnrecordedReleases.standing(mirror)) {
                Path directory = mirror.release(release);
                boolean isLink = Files.isSymbolicLink(directory);
                if (!isRight || !isLink && !FileModes.isRightDirectory(directory)) {
                    directories(directory, writes);
                }
            }
            if (!isRight) {
                FileModes.closeToAll(mirror.root());
                protectState();
                FileModes.set(mirror.state(), FileModes.STATE);
            }
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the modes of the mirror %s cannot be put right: %s; check its owner and rights"
                            .formatted(mirror.root(), PlainReason.withFile(e)),
                    e);
        }
    }

    /** A directory that a link leads to is the administrator's own; what is in it is ours. */
    private static void directories(Path release, DurableFiles writes) throws IOException {
        Path real = release.toRealPath();
        Files.walkFileTree(
                real,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        if (directory.endsWith(OF_THE_SYSTEM)) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        if (!directory.equals(real) || !Files.isSymbolicLink(release)) {
                            writes.directoryMode(directory);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    /** What cannot be read is left alone; a verification reports it. */
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException problem) {
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private void protectState() throws IOException {
        Files.walkFileTree(
                mirror.state(),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        FileModes.protect(directory);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        try {
                            if (attributes.isRegularFile()) {
                                FileModes.protect(file);
                            }
                        } catch (NoSuchFileException e) {
                            return visitFileFailed(file, e);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    /** Whoever reads the ledger makes files beside it, and deletes them. */
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException problem)
                            throws IOException {
                        if (problem instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw problem;
                    }
                });
    }

    /** Why the state cannot be given to the group, as one line, if there is no such group. */
    public Optional<String> problem() {
        try {
            if (!group.isEmpty()) {
                lookUp();
            }
            return Optional.empty();
        } catch (IOException | EsxSyncException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private GroupPrincipal lookUp() throws IOException {
        try {
            return mirror.root()
                    .getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByGroupName(group);
        } catch (UserPrincipalNotFoundException e) {
            throw new EsxSyncException(
                    "state.group=%s: there is no such group; name one that exists".formatted(group),
                    e);
        }
    }

    private void giveToGroup() throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(mirror.state(), PosixFileAttributeView.class);
        if (group.isEmpty() || view == null) {
            return;
        }
        GroupPrincipal wanted = lookUp();
        try {
            if (!view.readAttributes().group().equals(wanted)) {
                view.setGroup(wanted);
            }
        } catch (FileSystemException e) {
            throw new EsxSyncException(
                    "state.group=%s: %s cannot be given to this group (%s); name a group of the user %s"
                            .formatted(group, mirror.state(), e, System.getProperty("user.name")),
                    e);
        }
    }
}
