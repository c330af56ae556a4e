package org.esxsync.serve.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells a file from another that takes its name, without reading it.
 *
 * @param path the file
 * @param key names it in its file system, or null where that has no such names
 * @param size its bytes
 * @param modified when it was last written
 */
public record FileState(Path path, @Nullable Object key, long size, Instant modified) {

    /**
     * @throws NoSuchFileException if it is no plain file
     */
    public static FileState of(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(path.toString(), null, "no plain file");
        }
        return new FileState(
                path,
                attributes.fileKey(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }
}
