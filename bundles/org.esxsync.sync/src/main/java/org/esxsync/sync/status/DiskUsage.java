package org.esxsync.sync.status;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.sync.mirror.MirrorPaths;
import org.jspecify.annotations.Nullable;

/** Adds up the files of a mirror, as {@code du} does. Used by one thread, once. */
final class DiskUsage extends SimpleFileVisitor<Path> {

    private final Set<Object> linked = new HashSet<>();
    private long used;

    private DiskUsage() {}

    static MirrorSpace of(MirrorPaths mirror) {
        Path directory = mirror.existing();
        try {
            DiskUsage use = new DiskUsage();
            if (directory.equals(mirror.root())) {
                Files.walkFileTree(directory.toRealPath(), use);
            }
            FileStore disk = Files.getFileStore(directory);
            return new MirrorSpace(use.used, disk.getUsableSpace(), disk.getTotalSpace());
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the size of %s cannot be read: %s; check the disk"
                            .formatted(mirror.root(), PlainReason.withFile(e)),
                    e);
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        Object identity = attributes.fileKey();
        if (identity == null || linked.add(identity)) {
            used += attributes.size();
        }
        return FileVisitResult.CONTINUE;
    }

    /** A sync may have moved it since, or it is a directory of the system such as lost+found. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem) {
        return FileVisitResult.CONTINUE;
    }
}
