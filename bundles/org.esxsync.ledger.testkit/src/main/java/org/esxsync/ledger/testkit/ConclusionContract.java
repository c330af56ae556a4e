package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.ESXI_65;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.esxsync.ledger.testkit.LedgerSamples.file;
import static org.esxsync.ledger.testkit.LedgerSamples.publication;
import static org.esxsync.ledger.testkit.LedgerSamples.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Patch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is kept as long as nothing changes that it rests on. */
abstract class ConclusionContract extends OpenLedger {

    private static final Patch PATCH = LedgerSamples.bulletin("s", "B-1");
    private static final Patch OTHER = LedgerSamples.bulletin("s", "B-2");
    private static final Scan SCAN = new Scan("s", NOON, false, "state");

    @BeforeEach
    void listAPatch() {
        ledger.recordSighting(PATCH, NOON);
        ledger.recordScan(SCAN);
        ledger.recordPublication(publication(ESXI_65, PATCH));
    }

    @Test
    void aConclusionStaysWithItsBasis() {
        ledger.recordConclusion("plan", "one", "first\nsecond\tü");
        ledger.recordConclusion("counts", "one", "");
        reopen();

        assertEquals(Optional.of("first\nsecond\tü"), ledger.conclusion("plan", "one"));
        assertEquals(Optional.of(""), ledger.conclusion("counts", "one"));
        assertEquals(Optional.empty(), ledger.conclusion("plan", "two"));
        assertEquals(Optional.empty(), ledger.conclusion("other", "one"));
    }

    @Test
    void aNewOneTakesThePlaceOfAnother() {
        ledger.recordConclusion("plan", "one", "first");
        ledger.recordConclusion("plan", "two", "second");

        assertEquals(Optional.empty(), ledger.conclusion("plan", "one"));
        assertEquals(Optional.of("second"), ledger.conclusion("plan", "two"));
    }

    @Test
    void whatItDoesNotRestOnLeavesIt() {
        ledger.recordConclusion("plan", "one", "first");

        ledger.recordScan(new Scan("s", NOON.plusSeconds(1), true, "state"));
        ledger.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, ""));
        ledger.recordIndexIntent(ESXI_65, List.of(file("index.xml", "1")));
        ledger.recordIndex(ESXI_65, List.of(file("index.xml", "1")));
        ledger.recordIndexLost(ESXI_65);

        assertEquals(Optional.of("first"), ledger.conclusion("plan", "one"));
    }

    @TestFactory
    Stream<DynamicTest> eachChangeOfWhatItRestsOnEndsIt() {
        return Stream.of(
                ends("a patch is listed", () -> ledger.recordSighting(OTHER, NOON)),
                ends("a patch is listed again", () -> ledger.recordSighting(PATCH, NOON)),
                ends("a source is scanned", () -> ledger.recordScan(new Scan("t", NOON, true, ""))),
                ends(
                        "a source lists again",
                        () ->
                                ledger.recordScan(
                                        new Scan("s", NOON.plusSeconds(9), false, "state"))),
                ends(
                        "a source remembers something else",
                        () -> ledger.recordScan(new Scan("s", NOON, true, "other"))),
                ends(
                        "something of a source failed",
                        () -> ledger.recordScan(new Scan("s", NOON, true, null))),
                ends(
                        "something of a source failed again",
                        () -> ledger.recordScan(new Scan("s", NOON, true, null))),
                ends(
                        "a patch is described otherwise",
                        () -> ledger.recordMetadata(ESXI_65, PATCH.key(), sha256("newer").hex())),
                ends(
                        "a patch is about to be published",
                        () -> ledger.recordIntent(publication(ESXI_65, OTHER), "stage")),
                ends(
                        "a patch is not published after all",
                        () -> ledger.dropIntent(ESXI_65, OTHER.key())),
                ends(
                        "a patch is published",
                        () -> ledger.recordPublication(publication(ESXI_65, OTHER))),
                ends(
                        "a patch is about to be removed",
                        () -> ledger.recordRemovalIntent(ESXI_65, OTHER.key())),
                ends("a patch is removed", () -> ledger.recordRemoval(ESXI_65, OTHER.key())));
    }

    private DynamicTest ends(String what, Runnable change) {
        return DynamicTest.dynamicTest(
                what,
                () -> {
                    ledger.recordConclusion("plan", "one", "first");
                    change.run();
                    assertEquals(Optional.empty(), ledger.conclusion("plan", "one"));
                });
    }

    @Test
    void aChangeThatIsNotKeptLeavesIt() {
        ledger.recordConclusion("plan", "one", "first");

        assertThrows(
                IllegalStateException.class,
                () ->
                        ledger.inOneTransaction(
                                () -> {
                                    ledger.recordSighting(OTHER, NOON);
                                    throw new IllegalStateException("stopped");
                                }));

        assertEquals(Optional.of("first"), ledger.conclusion("plan", "one"));
    }
}
