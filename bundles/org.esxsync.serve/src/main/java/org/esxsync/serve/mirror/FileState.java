package org.esxsync.serve.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.StandingFile;
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

    /** Whether size and time are those that the ledger has of a file. */
    public boolean isAsPublished(PublishedFile file) {
        return isOfSize(file) && modified.truncatedTo(ChronoUnit.MILLIS).equals(file.modified());
    }

    /** The same, of a file whose time may not be recorded, and that stands since a time. */
    boolean isAsPublished(StandingFile standing) {
        PublishedFile file = standing.file();
        return file.modified() == null
                ? isOfSize(file)
                        && !modified.truncatedTo(ChronoUnit.MILLIS).isAfter(standing.since())
                : isAsPublished(file);
    }

    private boolean isOfSize(PublishedFile file) {
        return file.type() == StagedFile.Type.FILE && file.size() == size;
    }
}
