package org.esxsync.sync;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.esxsync.api.release.EsxRelease;

/**
 * Where things are in a mirror. All that is not for hosts is in one hidden directory on the same
 * file system, so that publishing is a rename.
 *
 * @param root the mirror's directory
 */
record Mirror(Path root) {

    private static final DateTimeFormatter ASIDE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    Path release(EsxRelease release) {
        return root.resolve(release.toString());
    }

    /** The ledger, the lock and everything below. */
    Path state() {
        return root.resolve(".esxsync");
    }

    /** What is being prepared; worthless when nobody holds the lock. */
    Path staging() {
        return state().resolve("staging");
    }

    /** Interrupted downloads. */
    Path partials() {
        return state().resolve("partial");
    }

    /** Copies of the metadata documents of published patches, named by their SHA-256. */
    Path metadata(String sha256) {
        return state().resolve("metadata").resolve(sha256);
    }

    /** What was in the way or did not belong where it was; never deleted by us. */
    Path aside(Instant now) {
        return state().resolve("aside").resolve(ASIDE.format(now));
    }

    /** The directories in which sources keep what they need between scans. */
    Path workspaces() {
        return state().resolve("sources");
    }
}
