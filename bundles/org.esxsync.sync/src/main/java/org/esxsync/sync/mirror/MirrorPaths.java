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
 * @param epoch of the writer that prepares something there, if several machines may write; else 0
 */
public record MirrorPaths(Path root, long epoch) {

    private static final DateTimeFormatter ASIDE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /**
     * @param root the mirror's directory
     */
    public MirrorPaths(Path root) {
        this(root, 0);
    }

    /** The same for the writer of an epoch. */
    public MirrorPaths in(long writersEpoch) {
        return new MirrorPaths(root, writersEpoch);
    }

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
        return ofEpoch(stages());
    }

    /** What writers of all epochs prepare. */
    Path stages() {
        return state().resolve("staging");
    }

    /** How an intent names a directory of the staging area. */
    public String stageName(Path staged) {
        String name = staged.getFileName().toString();
        return epoch == 0 ? name : epoch + "/" + name;
    }

    /** Interrupted downloads. */
    public Path partials() {
        return ofEpoch(allPartials());
    }

    /** Interrupted downloads of all epochs. */
    Path allPartials() {
        return state().resolve("partial");
    }

    private Path ofEpoch(Path directory) {
        return epoch == 0 ? directory : directory.resolve(Long.toString(epoch));
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
