package org.esxsync.source.files.share;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.esxsync.api.OneLine;
import org.esxsync.api.patch.Artifact;
import org.jspecify.annotations.Nullable;

/**
 * A file of a share.
 *
 * @param path its path below the top of the share, with {@code /} between the parts; not checked
 * @param location where it can be read
 * @param local where it is on disk, or null if it is on a server
 * @param size bytes, or {@link Artifact#UNKNOWN_SIZE}
 * @param version changes with its content; empty if nothing tells
 */
public record ShareFile(
        String path, URI location, @Nullable Path local, long size, String version) {

    /** The last part of its path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Its directory below the top, which is empty, or ends in a slash. */
    public String directory() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Its name in lower case, since shares hold names in any case. */
    public String lowerCaseName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its path for people. */
    public String shown() {
        return OneLine.of(path, 300);
    }
}
