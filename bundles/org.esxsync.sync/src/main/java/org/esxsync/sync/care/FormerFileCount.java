package org.esxsync.sync.care;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.FormerFile;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.FormerFiles;

/**
 * Counts what stays of former indexes.
 *
 * @param ledger tells of them
 * @param now the time
 * @param stay how long each stays
 */
record FormerFileCount(Ledger ledger, Instant now, Duration stay) {

    private record Place(EsxRelease release, RelativePath path) {}

    /**
     * @param leaving files that leave an index now, beside those that the ledger knows
     */
    FormerFiles with(Map<EsxRelease, Set<PublishedFile>> leaving) {
        Map<Place, FormerFile> staying = new HashMap<>();
        NeededPaths needed = new NeededPaths(ledger);
        Map<EsxRelease, Set<RelativePath>> kept = new HashMap<>();
        for (FormerFile each : ledger.formerFiles()) {
            boolean isKept = kept.computeIfAbsent(each.release(), needed::of).contains(each.path());
            if (!isKept && stays(each.since())) {
                staying.put(new Place(each.release(), each.path()), each);
            }
        }
        if (stays(now)) {
            leaving.forEach(
                    (release, files) ->
                            files.forEach(
                                    file ->
                                            staying.put(
                                                    new Place(release, file.path()),
                                                    new FormerFile(
                                                            release,
                                                            file.path(),
                                                            file.size(),
                                                            now))));
        }
        return new FormerFiles(
                staying.size(),
                staying.values().stream().mapToLong(FormerFile::size).sum(),
                staying.values().stream()
                        .map(FormerFile::since)
                        .min(Comparator.naturalOrder())
                        .map(since -> since.plus(stay))
                        .orElse(null));
    }

    private boolean stays(Instant since) {
        return since.plus(stay).isAfter(now);
    }
}
