package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.ESXI_65;
import static org.esxsync.ledger.testkit.LedgerSamples.ESX_301;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.esxsync.ledger.testkit.LedgerSamples.file;
import static org.esxsync.ledger.testkit.LedgerSamples.publication;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Patch;
import org.junit.jupiter.api.Test;

/** Transactions in one thread: all of their work is kept, or nothing. */
abstract class TransactionContract extends OpenLedger {

    private static final Patch PATCH = LedgerSamples.bulletin("s", "B");
    private static final Event EVENT = Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "");

    @Test
    void workThatFailsLeavesNothing() {
        IllegalStateException reason = new IllegalStateException("cancelled");

        assertSame(reason, assertThrows(IllegalStateException.class, () -> fail(reason)));

        assertEquals(List.of(), ids());
        see("Y");
        assertEquals(List.of("Y"), ids());
    }

    private void fail(RuntimeException reason) {
        ledger.inOneTransaction(
                () -> {
                    see("X");
                    throw reason;
                });
    }

    @Test
    void workThatEndsWithAnErrorLeavesNothing() {
        Error reason = new StackOverflowError("as of a matcher");

        assertSame(
                reason,
                assertThrows(
                        StackOverflowError.class,
                        () ->
                                ledger.inOneTransaction(
                                        () -> {
                                            see("X");
                                            throw reason;
                                        })));

        assertEquals(List.of(), ids());
    }

    /** Writes with every method, each time something that was not there before. */
    @Test
    void whateverIsWrittenIsTakenBack() {
        Publication standing = publication(ESXI_65, PATCH, file("b", "bee"));
        Publication leaving = publication(ESXI_65, LedgerSamples.bulletin("s", "L"));
        Publication intended = publication(ESXI_65, LedgerSamples.bulletin("s", "I"));
        ledger.recordPublication(standing);
        ledger.recordPublication(leaving);
        ledger.recordRemovalIntent(ESXI_65, leaving.patch().key());
        ledger.recordIntent(intended, "1");
        ledger.recordIndex(ESXI_65, List.of(file("index.xml", "1")));
        ledger.recordScan(new Scan("s", NOON, false, "before"));
        ledger.append(EVENT);

        assertThrows(
                IllegalStateException.class,
                () ->
                        ledger.inOneTransaction(
                                () -> {
                                    ledger.recordMetadata(
                                            ESXI_65, PATCH.key(), LedgerSamples.sha256("n").hex());
                                    ledger.recordRemovalIntent(ESXI_65, PATCH.key());
                                    ledger.recordRemoval(ESXI_65, leaving.patch().key());
                                    ledger.dropIntent(ESXI_65, intended.patch().key());
                                    ledger.recordIntent(publication(ESX_301, PATCH), "2");
                                    ledger.recordPublication(publication(ESX_301, PATCH));
                                    ledger.recordIndexLost(ESX_301);
                                    ledger.recordIndexIntent(
                                            ESXI_65, List.of(file("index.xml", "2")));
                                    ledger.recordIndex(ESXI_65, List.of());
                                    ledger.recordScan(
                                            new Scan("s", NOON.plusSeconds(1), false, "after"));
                                    ledger.append(EVENT);
                                    see("new");
                                    throw new IllegalStateException("cancelled");
                                }));

        assertEquals(List.of(standing), ledger.publications(ESXI_65));
        assertEquals(List.of(leaving), ledger.openRemovals());
        assertEquals(List.of(new Intent(intended, "1")), ledger.openIntents());
        assertEquals(List.of(), ledger.publications(ESX_301));
        assertEquals(Map.of(), ledger.removedKeys());
        assertEquals(Set.of(), ledger.pendingIndexes());
        assertEquals(List.of(file("index.xml", "1")), ledger.indexFiles(ESXI_65));
        assertEquals(Map.of("s", new Scan("s", NOON, false, "before")), ledger.scans());
        assertEquals(List.of(new HistoryEntry(1, EVENT)), ledger.history(9));
        assertEquals(List.of("B", "I", "L"), ids());
    }

    @Test
    void aTransactionWithinOneIsPartOfIt() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        ledger.inOneTransaction(
                                () -> {
                                    ledger.inOneTransaction(() -> see("X"));
                                    throw new IllegalStateException("cancelled");
                                }));
        assertEquals(List.of(), ids());

        ledger.inOneTransaction(
                () -> {
                    see("A");
                    ledger.inOneTransaction(() -> see("B"));
                    assertEquals(List.of("A", "B"), ids(), "it sees what it has written");
                });
        assertEquals(List.of("A", "B"), ids());
    }

    @Test
    void aTransactionWithinOneThatFailsSpoilsTheWholeEvenIfItsErrorIsCaught() {
        assertThrows(
                LedgerException.class,
                () ->
                        ledger.inOneTransaction(
                                () -> {
                                    see("X");
                                    assertThrows(
                                            IllegalStateException.class,
                                            () -> fail(new IllegalStateException("cancelled")));
                                }));

        assertEquals(List.of(), ids());
    }

    @Test
    void aStepThatFailedSpoilsTheWholeEvenIfItsErrorIsCaught() {
        assertThrows(
                LedgerException.class,
                () ->
                        ledger.inOneTransaction(
                                () -> {
                                    see("X");
                                    assertThrows(
                                            IllegalArgumentException.class,
                                            () ->
                                                    ledger.recordMetadata(
                                                            ESX_301,
                                                            PATCH.key(),
                                                            LedgerSamples.sha256("").hex()));
                                }));

        assertEquals(List.of(), ids());
        see("Y");
        assertEquals(List.of("Y"), ids());
    }

    @Test
    void everyQueryInATransactionSeesWhatItHasWritten() {
        Publication publication = publication(ESXI_65, PATCH, file("b", "bee"));
        ledger.inOneTransaction(
                () -> {
                    ledger.recordIntent(publication, "1");
                    assertEquals(List.of(new Intent(publication, "1")), ledger.openIntents());
                    ledger.recordPublication(publication);
                    assertEquals(List.of(publication), ledger.publications(ESXI_65));
                    assertEquals(Optional.of(publication), ledger.publication(PATCH.key()));
                    assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
                    assertEquals(1, ledger.patches("B").size());
                    ledger.append(EVENT);
                    assertEquals(Optional.of(EVENT), ledger.lastEvent(Set.of(EVENT.kind()), null));
                    assertEquals(Optional.empty(), ledger.firstBreak());
                });
    }

    @Test
    void aListingCanBeUsedToWriteAndSeesTheStateOfItsStart() {
        see("A");
        see("B");
        List<String> seen = new ArrayList<>();

        ledger.forEachPatch(
                patch -> {
                    seen.add(patch.patch().id());
                    see(patch.patch().id() + "-more");
                });

        assertEquals(List.of("A", "B"), seen);
        assertEquals(List.of("A", "A-more", "B", "B-more"), ids());
    }

    @Test
    void aListingCanAskForMore() {
        see("A");
        see("B");
        List<List<String>> seen = new ArrayList<>();

        ledger.forEachPatch(patch -> seen.add(ids()));

        assertEquals(List.of(List.of("A", "B"), List.of("A", "B")), seen);
    }

    @Test
    void aListingWhoseConsumerFailsEndsThereAndTheNextOneWorks() {
        see("A");
        see("B");
        List<String> seen = new ArrayList<>();
        IllegalStateException reason = new IllegalStateException("enough");

        assertSame(
                reason,
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                ledger.forEachPatch(
                                        patch -> {
                                            seen.add(patch.patch().id());
                                            throw reason;
                                        })));

        assertEquals(List.of("A"), seen);
        assertEquals(List.of("A", "B"), ids());
    }
}
