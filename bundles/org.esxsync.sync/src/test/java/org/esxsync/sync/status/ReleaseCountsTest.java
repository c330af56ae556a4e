package org.esxsync.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.sync.match.MatcherSnapshot;
import org.junit.jupiter.api.Test;

class ReleaseCountsTest {

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final EsxRelease OLD = EsxRelease.parse("esxi-7.0");
    private static final EsxRelease NEW = EsxRelease.parse("esxi-8.0");

    private final ReleaseCounts figures = new ReleaseCounts();

    @Test
    void whatIsNoLongerListedIsKnownAndNotClaimed() {
        figures.add(patch("site", "A", true), List.of(NEW));
        figures.add(patch("site", "B", false), List.of(NEW));

        assertEquals(List.of(summary(OLD, 0, 0, 0), summary(NEW, 2, 1, 0)), summaries(Map.of()));
    }

    @Test
    void whatSeveralSourcesListCountsOnce() {
        figures.add(patch("bundles", "A", true), List.of(OLD, NEW));
        figures.add(patch("site", "A", true), List.of(OLD, NEW));
        Map<EsxRelease, Set<PatchKey>> published =
                Map.of(NEW, Set.of(patch("site", "A", true).patch().key()));

        assertEquals(List.of(summary(OLD, 1, 1, 0), summary(NEW, 1, 1, 1)), summaries(published));
    }

    @Test
    void whatNoReleaseClaimsCountsNowhere() {
        figures.add(patch("site", "A", true), List.of());

        assertEquals(List.of(summary(OLD, 0, 0, 0), summary(NEW, 0, 0, 0)), summaries(Map.of()));
    }

    private List<ReleaseSummary> summaries(Map<EsxRelease, Set<PatchKey>> published) {
        TreeMap<EsxRelease, MatcherSnapshot.Named> matchers = new TreeMap<>();
        for (EsxRelease release : List.of(OLD, NEW)) {
            matchers.put(release, new MatcherSnapshot.Named("bundle", patch -> true));
        }
        return figures.summaries(new MatcherSnapshot(matchers), published);
    }

    private static CataloguedPatch patch(String source, String id, boolean listed) {
        return new CataloguedPatch(Patch.builder(source, id, "test").build(), NOON, NOON, listed);
    }

    private static ReleaseSummary summary(
            EsxRelease release, int known, int claimed, int published) {
        return new ReleaseSummary(release, "bundle", known, claimed, published);
    }
}
