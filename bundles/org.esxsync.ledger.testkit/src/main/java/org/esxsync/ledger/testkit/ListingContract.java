package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.junit.jupiter.api.Test;

/** What each source still lists, and what it need not be read for again. */
abstract class ListingContract extends OpenLedger {

    private static final Instant LATER = NOON.plus(Duration.ofDays(1));

    @Test
    void whatTheLastWholeScanDidNotListIsNoLongerListed() {
        ledger.recordSighting(LedgerSamples.bare("vmware", "gone"), NOON.plusSeconds(5));
        ledger.recordScan(new Scan("vmware", NOON, false, "v1"));
        ledger.recordSighting(LedgerSamples.bare("vmware", "kept"), LATER);
        ledger.recordSighting(LedgerSamples.bare("dell", "elsewhere"), NOON);
        assertEquals(List.of(true, true, true), listed());

        ledger.recordScan(new Scan("vmware", LATER, false, "v2"));

        assertEquals(List.of(true, false, true), listed(), "elsewhere, gone, kept");
    }

    @Test
    void aScanThatFoundNothingChangedKeepsAllListed() {
        ledger.recordSighting(LedgerSamples.bare("vmware", "gone"), NOON.minusMillis(1));
        ledger.recordSighting(LedgerSamples.bare("vmware", "kept"), NOON);
        ledger.recordScan(new Scan("vmware", NOON, false, "v1"));

        Scan unchanged = new Scan("vmware", LATER, true, "v1");
        ledger.recordScan(unchanged);

        assertEquals(List.of(false, true), listed());
        assertEquals(Map.of("vmware", unchanged), ledger.scans());
    }

    @Test
    void theLastScanOfEachSourceIsKept() {
        assertTrue(ledger.scans().isEmpty());
        Scan first = new Scan("vmware", NOON, false, "etag \"x\"");
        Scan second = new Scan("vmware", LATER, false, null);
        Scan other = new Scan("dell", NOON, true, "s");

        ledger.recordScan(first);
        ledger.recordScan(other);
        assertEquals(Map.of("vmware", first, "dell", other), ledger.scans());

        ledger.recordScan(second);
        assertEquals(Map.of("vmware", second, "dell", other), ledger.scans());
    }

    @Test
    void aPatchThatIsListedAgainIsListed() {
        ledger.recordSighting(LedgerSamples.bare("vmware", "X"), NOON);
        ledger.recordScan(new Scan("vmware", LATER, false, null));
        assertEquals(List.of(false), listed());

        ledger.recordSighting(LedgerSamples.bare("vmware", "X"), LATER);

        assertEquals(List.of(true), listed());
    }

    @Test
    void aRevisionThatIsNoLongerListedIsToldFromOneThatIs() {
        Patch old = LedgerSamples.bulletin("vmware", "X");
        Patch current = LedgerSamples.releasedAgain("vmware", "X");
        ledger.recordSighting(old, NOON);
        ledger.recordSighting(current, LATER);
        ledger.recordScan(new Scan("vmware", LATER, false, null));

        assertEquals(
                Map.of(old, false, current, true),
                ledger.patches("X").stream()
                        .collect(
                                Collectors.toMap(CataloguedPatch::patch, CataloguedPatch::listed)));
    }

    @Test
    void aSourceListsWhatItsLastWholeScanListedWithoutNotices() {
        ledger.recordSighting(LedgerSamples.bulletin("vmware", "old"), NOON);
        ledger.recordSighting(LedgerSamples.bulletin("vmware", "X"), LATER);
        ledger.recordSighting(LedgerSamples.bulletin("vmware", "Y"), LATER);
        ledger.recordSighting(LedgerSamples.notice("vmware", "N"), LATER);
        ledger.recordScan(new Scan("vmware", LATER, false, null));
        ledger.recordSighting(LedgerSamples.bulletin("gone", "X"), NOON);
        ledger.recordScan(new Scan("gone", LATER, false, null));
        ledger.recordSighting(LedgerSamples.bulletin("begun", "X"), NOON);

        assertEquals(Map.of("vmware", 2, "begun", 1), ledger.listedCounts());
    }

    @Test
    void aDocumentThatIsTheSameListsItsPatchesAgain() {
        Patch one = LedgerSamples.bulletin("s", "A");
        Patch other = LedgerSamples.bulletin("s", "B");
        Patch third = LedgerSamples.bulletin("s", "C");
        List.of(one, other, third).forEach(each -> ledger.recordSighting(each, NOON));
        ledger.recordDocuments(
                "s", Map.of("d1", Set.of(one.key(), other.key()), "d2", Set.of(third.key())));
        ledger.recordDocuments("t", Map.of("d1", Set.of()));
        ledger.recordScan(new Scan("s", NOON, false, "1"));
        reopen();

        assertEquals(Set.of("d1", "d2"), ledger.documents("s"));
        assertEquals(Set.of(one.key(), other.key()), Set.copyOf(ledger.documentPatches("s", "d1")));
        assertEquals(List.of(), ledger.documentPatches("s", "d3"));
        assertEquals(List.of(), ledger.documentPatches("t", "d1"));

        ledger.recordDocumentsAgain("s", Set.of("d1"), LATER);
        ledger.recordScan(new Scan("s", LATER, false, "2"));

        assertEquals(List.of(true, true, false), listed());
        assertEquals(Set.of("d1"), ledger.documents("s"));
        assertEquals(Set.of("d1"), ledger.documents("t"));
    }

    @Test
    void aDocumentListsOnlyWhatItsSourceHasListed() {
        Patch of = LedgerSamples.bulletin("s", "A");
        ledger.recordSighting(of, NOON);

        assertThrows(
                IllegalArgumentException.class,
                () -> ledger.recordDocuments("t", Map.of("d", Set.of(of.key()))));
        assertEquals(Set.of(), ledger.documents("t"));
    }

    @Test
    void aNoticeOrARecalledPatchIsARecall() {
        ledger.recordSighting(LedgerSamples.bulletin("s", "A"), NOON);
        assertFalse(ledger.hasRecalls());

        ledger.recordSighting(
                LedgerSamples.bulletinBuilder("s", "B")
                        .classification(new Classification("recall", ""))
                        .build(),
                NOON);
        assertTrue(ledger.hasRecalls());
    }

    @Test
    void aNoticeIsARecall() {
        ledger.recordSighting(LedgerSamples.notice("s", "N"), NOON);
        assertTrue(ledger.hasRecalls());
    }

    private List<Boolean> listed() {
        return everything().stream().map(CataloguedPatch::listed).toList();
    }
}
