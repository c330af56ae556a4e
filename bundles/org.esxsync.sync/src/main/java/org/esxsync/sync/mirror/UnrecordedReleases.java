package org.esxsync.sync.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;

/**
 * Releases whose directories are in a mirror without a record in its ledger: the ledger was lost or
 * replaced, and they were not synced since. What in them is right is not known.
 */
public final class UnrecordedReleases {

    private UnrecordedReleases() {}

    public static SortedSet<EsxRelease> of(MirrorPaths mirror, Ledger ledger) {
        SortedSet<EsxRelease> unrecorded = standing(mirror);
        // In the order of a sync's steps, so that no release that it works on is missed.
        ledger.openIntents().forEach(intent -> unrecorded.remove(intent.publication().release()));
        unrecorded.removeAll(ledger.publishedKeys().keySet());
        ledger.openRemovals().forEach(publication -> unrecorded.remove(publication.release()));
        unrecorded.removeAll(ledger.removedKeys().keySet());
        return unrecorded;
    }

    /**
     * Whether a source was never read as a whole for this ledger, so that patches of it may stand
     * in any release.
     */
    public static boolean canHaveMore(Collection<PatchSource> sources, Ledger ledger) {
        Set<String> read = ledger.scans().keySet();
        return !sources.stream().map(PatchSource::name).allMatch(read::contains);
    }

    /** The releases that have a directory in the mirror, recorded or not. */
    public static SortedSet<EsxRelease> standing(MirrorPaths mirror) {
        if (!Files.isDirectory(mirror.root())) {
            return new TreeSet<>();
        }
        try (Stream<Path> entries = Files.list(mirror.root())) {
            return entries.filter(Files::isDirectory)
                    .map(UnrecordedReleases::release)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the mirror %s cannot be read: %s; check disk and rights"
                            .formatted(mirror.root(), PlainReason.withFile(e)),
                    e);
        }
    }

    /** An administrator may have other directories there. */
    private static Optional<EsxRelease> release(Path directory) {
        String name = directory.getFileName().toString();
        try {
            EsxRelease release = EsxRelease.parse(name);
            return Optional.of(release).filter(each -> each.toString().equals(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
