package org.esxsync.sync;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.ReleaseSummary;

/**
 * Counts the patches of each release; one that several sources list counts once. Used by one
 * thread.
 */
final class ReleaseFigures {

    private final Map<EsxRelease, Set<PatchKey>> known = new HashMap<>();
    private final Map<EsxRelease, Set<PatchKey>> listed = new HashMap<>();

    /** Counts a patch in the releases that claim it. */
    void add(CataloguedPatch patch, List<EsxRelease> claims) {
        for (EsxRelease release : claims) {
            put(known, release, patch);
            if (patch.listed()) {
                put(listed, release, patch);
            }
        }
    }

    private static void put(
            Map<EsxRelease, Set<PatchKey>> keys, EsxRelease release, CataloguedPatch patch) {
        keys.computeIfAbsent(release, each -> new HashSet<>()).add(patch.key());
    }

    /** The figures of all releases that have a matcher. */
    List<ReleaseSummary> summaries(Matchers matchers, Map<EsxRelease, Set<PatchKey>> published) {
        return matchers.byRelease().entrySet().stream()
                .map(
                        entry ->
                                new ReleaseSummary(
                                        entry.getKey(),
                                        entry.getValue().bundle(),
                                        count(known, entry.getKey()),
                                        count(listed, entry.getKey()),
                                        count(published, entry.getKey())))
                .toList();
    }

    private static int count(Map<EsxRelease, Set<PatchKey>> keys, EsxRelease release) {
        return keys.getOrDefault(release, Set.of()).size();
    }
}
