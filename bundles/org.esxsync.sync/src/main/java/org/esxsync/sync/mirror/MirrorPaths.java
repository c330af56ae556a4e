package org.esxsync.sync.mirror;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import org.esxsync.api.release.EsxRelease;

/**
 * Where things are in a mirror. All that is not for hosts is in one hidden directory on the same
 * file system, so that publishing is a rename.
 *
 * @param root the mirror's directory
 */
public record MirrorPaths(Path root) {

    private static final DateTimeFormatter ASIDE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** The mirror's directory, or the one in which it will be made. */
    public Path existing() {
        return Stream.iterate(root, path -> path != null, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .orElse(root);
    }

    public Path release(EsxRelease release) {
        return root.resolve(release.toString());
    }

    /** The ledger, the lock and everything below. */
    public Path state() {
        return root.resolve(".esxsync");
    }

    /** What is being prepared; worthless when nobody holds the lock. */
    public Path staging() {
        return state().resolve("staging");
    }

    /** Interrupted downloads. */
    public Path partials() {
        return state().resolve("partial");
    }

    /** Copies of the metadata documents of published patches. */
    public Path metadata() {
        return state().resolve("metadata");
    }

    /** The copy of the metadata document that has this SHA-256. */
    public Path metadata(String sha256) {
        return metadata().resolve(sha256);
    }

    /** What was in the way or did not belong where it was; never deleted by us. */
    public Path aside(Instant now) {
        return state().resolve("aside").resolve(ASIDE.format(now));
    }

    /** The directories in which sources keep what they need between scans. */
    public Path workspaces() {
        return state().resolve("sources");
    }
}
