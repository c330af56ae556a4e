package org.esxsync.sync.status;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.MirrorLocks;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.UnrecordedReleases;

/**
 * What is wrong with the directories of releases, as far as can be told without reading them.
 *
 * @param mirror where they are
 */
record ReleaseWarnings(MirrorPaths mirror) {

    private static final String SYNC =
            "nothing tells whether what is there is right; sync to record it";

    /** Each as one line. */
    List<String> of(Ledger ledger) {
        List<String> warnings = new ArrayList<>();
        Collection<EsxRelease> unrecorded = UnrecordedReleases.of(mirror, ledger);
        if (!unrecorded.isEmpty()) {
            warnings.add("the ledger has no record of %s: %s".formatted(names(unrecorded), SYNC));
        }
        // Pending before and after the look for a running sync, which would renew them.
        Set<EsxRelease> pending = new TreeSet<>(ledger.pendingIndexes());
        if (MirrorLocks.owner(mirror, ledger).isEmpty()) {
            pending.retainAll(ledger.pendingIndexes());
            pending.forEach(each -> warnings.add(pending(each, ledger)));
            ledger.publishedKeys().keySet().stream()
                    .filter(each -> !pending.contains(each) && isIndexLost(each, ledger))
                    .sorted()
                    .forEach(each -> warnings.add(lost(each)));
        }
        return warnings;
    }

    /** The same where there is no ledger. */
    List<String> withoutLedger() {
        Collection<EsxRelease> standing = UnrecordedReleases.standing(mirror);
        return standing.isEmpty()
                ? List.of()
                : List.of("the mirror has %s and no ledger: %s".formatted(names(standing), SYNC));
    }

    private static String pending(EsxRelease release, Ledger ledger) {
        String reason =
                ledger.lastEvent(Set.of(Event.Kind.INDEX_FAILED), null)
                        .filter(event -> release.equals(event.release()))
                        .map(event -> ": " + event.detail())
                        .orElse("; a sync renews it");
        return "%s: its index does not reach all that is published%s".formatted(release, reason);
    }

    private boolean isIndexLost(EsxRelease release, Ledger ledger) {
        Path root = mirror.release(release);
        return ledger.indexFiles(release).stream()
                .anyMatch(file -> !FileTree.exists(file.path().under(root)));
    }

    private static String lost(EsxRelease release) {
        return "%s: its index was deleted; a sync makes it again".formatted(release);
    }

    private static String names(Collection<EsxRelease> releases) {
        return releases.stream().map(EsxRelease::toString).collect(Collectors.joining(", "));
    }
}
