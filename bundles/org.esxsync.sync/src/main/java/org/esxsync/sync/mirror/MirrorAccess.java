package org.esxsync.sync.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.release.EsxRelease;

/**
 * Whether this process may write to a mirror, as far as can be told without writing.
 *
 * @param mirror where it is
 * @param mayWrite whether this process may write to a path
 */
public record MirrorAccess(MirrorPaths mirror, Predicate<Path> mayWrite) {

    public MirrorAccess(MirrorPaths mirror) {
        this(mirror, Files::isWritable);
    }

    /** Why a sync by this process would fail, as one line; empty if nothing speaks against it. */
    public Optional<String> problem() {
        Path existing = mirror.existing();
        if (!Files.isDirectory(existing)) {
            return Optional.of(
                    "the mirror %s cannot be made: %s is not a directory; check mirror= and --mirror"
                            .formatted(mirror.root(), existing));
        }
        try {
            return firstUnwritable()
                    .map(
                            path ->
                                    "the mirror %s cannot be written: the user %s may not write to %s; change its owner or rights, or mount it to be written"
                                            .formatted(
                                                    mirror.root(),
                                                    System.getProperty("user.name"),
                                                    path));
        } catch (IOException | EsxSyncException e) {
            return Optional.of(
                    "the mirror %s cannot be read: %s; check its owner and rights"
                            .formatted(mirror.root(), PlainReason.withFile(e)));
        }
    }

    /**
     * Whether another user keeps this mirror, so that it is no fault if this process may not write
     * to it.
     */
    public boolean isAnothers() {
        try {
            return Files.exists(mirror.state())
                    && !mayWrite.test(mirror.state())
                    && !Files.getOwner(mirror.state())
                            .getName()
                            .equals(System.getProperty("user.name"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private Optional<Path> firstUnwritable() throws IOException {
        for (Path path : written()) {
            if (!mayWrite.test(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /** What a sync writes to; where there is no mirror yet, what it makes it in. */
    private List<Path> written() throws IOException {
        Path state = mirror.state();
        if (!Files.exists(state)) {
            return List.of(mirror.existing());
        }
        List<Path> written = new ArrayList<>(List.of(mirror.root(), state));
        try (Stream<Path> files = Files.list(state)) {
            written.addAll(files.filter(MirrorAccess::isOurs).sorted().toList());
        }
        for (EsxRelease release : UnrecordedReleases.standing(mirror)) {
            written.add(mirror.release(release));
        }
        return written;
    }

    /** File systems show snapshots, for instance, under names with a dot. */
    private static boolean isOurs(Path file) {
        return !file.getFileName().toString().startsWith(".") && !Files.isSymbolicLink(file);
    }
}
