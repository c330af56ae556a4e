package org.esxsync.sync.status;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.sync.match.MatcherSnapshot;

/**
 * Counts the patches of each release; one that several sources list counts once. Used by one
 * thread.
 */
final class ReleaseCounts {

    /** The known patches of each release, each with whether it is listed. */
    private final Map<EsxRelease, Map<PatchKey, Boolean>> known = new HashMap<>();

    /** Counts a patch in the releases that claim it; a notice is none. */
    void add(CataloguedPatch patch, List<EsxRelease> claims) {
        if (patch.patch().kind() == PatchKind.NOTICE) {
            return;
        }
        for (EsxRelease release : claims) {
            known.computeIfAbsent(release, each -> new HashMap<>())
                    .merge(patch.key(), patch.listed(), Boolean::logicalOr);
        }
    }

    /** The figures of all releases that have a matcher. */
    List<ReleaseSummary> summaries(
            MatcherSnapshot matchers, Map<EsxRelease, Set<PatchKey>> published) {
        return matchers.byRelease().entrySet().stream()
                .map(
                        entry ->
                                summary(
                                        entry.getKey(),
                                        entry.getValue(),
                                        published.getOrDefault(entry.getKey(), Set.of())))
                .toList();
    }

    private ReleaseSummary summary(
            EsxRelease release, MatcherSnapshot.Named matcher, Set<PatchKey> published) {
        Map<PatchKey, Boolean> patches = known.getOrDefault(release, Map.of());
        return new ReleaseSummary(
                release,
                matcher.bundle(),
                patches.size(),
                Collections.frequency(patches.values(), true),
                published.size());
    }
}
