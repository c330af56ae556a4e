package org.esxsync.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.sync.TestMirror;
import org.junit.jupiter.api.Test;

/** What several sources say of one patch, which each test tells of two or three. */
class JoinedSummariesTest {

    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

    private final JoinedSummaries summaries = new JoinedSummaries();

    private void add(
            String source,
            List<EsxRelease> claimedBy,
            List<String> supersededBy,
            boolean recalled) {
        Patch patch = Patch.builder(source, "P", "test").build();
        summaries.listed(new CataloguedPatch(patch, NOW, NOW, true));
        summaries.add(
                patch.key(),
                new PatchSummary(patch, claimedBy, List.of(), 1, supersededBy, recalled));
    }

    private PatchSummary joined() {
        List<PatchSummary> all = summaries.byDate();
        assertEquals(1, all.size());
        return all.get(0);
    }

    @Test
    void itIsUpToDateIfItIsSoInOneRelease() {
        add("a", List.of(TestMirror.ESX_300), List.of("NEW"), false);
        add("b", List.of(TestMirror.ESX_301), List.of(), false);

        assertEquals(List.of(), joined().supersededBy());
        assertEquals(List.of(TestMirror.ESX_300, TestMirror.ESX_301), joined().claimedBy());
    }

    @Test
    void whereNoReleaseClaimsItNothingIsUpToDate() {
        add("a", List.of(), List.of(), false);
        add("b", List.of(TestMirror.ESX_301), List.of("NEW"), false);
        assertEquals(List.of("NEW"), joined().supersededBy());

        add("c", List.of(), List.of(), false);
        assertEquals(List.of("NEW"), joined().supersededBy());
        assertEquals(List.of("a", "b", "c"), joined().sources());
    }

    @Test
    void allThatSupersedeItAreNamed() {
        add("a", List.of(TestMirror.ESX_300), List.of("NEW"), false);
        add("b", List.of(TestMirror.ESX_301), List.of("NEWER"), false);

        assertEquals(List.of("NEW", "NEWER"), joined().supersededBy());
    }

    @Test
    void itIsRecalledIfOneSourceSaysSo() {
        add("a", List.of(TestMirror.ESX_300), List.of(), false);
        assertFalse(joined().recalled());

        add("b", List.of(TestMirror.ESX_300), List.of(), true);
        assertTrue(joined().recalled());
    }
}
