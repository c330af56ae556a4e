package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.ESXI_65;
import static org.esxsync.ledger.testkit.LedgerSamples.ESX_301;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Event.Kind;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.PatchKey;
import org.junit.jupiter.api.Test;

/** The history of events. */
abstract class HistoryContract extends OpenLedger {

    private static final PatchKey PATCH = new PatchKey("ESX-1006980", "0123456789abcdef");
    private static final Event STARTED = Event.ofRun(NOON, Kind.SYNC_STARTED, "it's");
    private static final Event SCANNED = Event.ofSource(NOON, Kind.SOURCE_SCANNED, "vmware", "");
    private static final Event FAILED =
            new Event(NOON.plusMillis(7), Kind.PATCH_FAILED, "vmware", PATCH, ESX_301, "404");

    @Test
    void theNewestEventsComeOldestFirst() {
        appendAll();

        assertEquals(
                List.of(new HistoryEntry(2, SCANNED), new HistoryEntry(3, FAILED)),
                ledger.history(2));
        assertEquals(3, ledger.history(100).size());
        assertEquals(List.of(), ledger.history(0));
        assertThrows(IllegalArgumentException.class, () -> ledger.history(-1));
    }

    @Test
    void severalEventsAtOnceFollowEachOtherAndTheOnesBefore() {
        ledger.append(STARTED);
        ledger.append(List.of());
        ledger.append(List.of(SCANNED, FAILED));
        ledger.append(SCANNED);

        assertEquals(
                List.of(
                        new HistoryEntry(1, STARTED),
                        new HistoryEntry(2, SCANNED),
                        new HistoryEntry(3, FAILED),
                        new HistoryEntry(4, SCANNED)),
                ledger.history(9));
        assertEquals(Optional.empty(), ledger.firstBreak());
    }

    @Test
    void numbersHaveNoGapsAfterATransactionThatFailed() {
        ledger.append(STARTED);
        assertThrows(
                IllegalStateException.class,
                () ->
                        ledger.inOneTransaction(
                                () -> {
                                    ledger.append(SCANNED);
                                    throw new IllegalStateException("interrupted");
                                }));
        ledger.append(FAILED);

        assertEquals(
                List.of(new HistoryEntry(1, STARTED), new HistoryEntry(2, FAILED)),
                ledger.history(9));
    }

    @Test
    void theLastEventOfAPatchIsThatOfItsKindReleaseAndRevision() {
        Event again = new Event(NOON.plusSeconds(1), Kind.PATCH_FAILED, null, PATCH, ESX_301, "x");
        appendAll();
        ledger.append(again);
        ledger.append(new Event(NOON, Kind.PATCH_CONFLICT, null, PATCH, ESX_301, "y"));

        assertEquals(Optional.of(again), ledger.lastEvent(Kind.PATCH_FAILED, ESX_301, PATCH));
        assertEquals(Optional.empty(), ledger.lastEvent(Kind.PATCH_FAILED, ESXI_65, PATCH));
        assertEquals(
                Optional.empty(),
                ledger.lastEvent(Kind.PATCH_FAILED, ESX_301, new PatchKey(PATCH.id(), "other")));
    }

    @Test
    void theLastEventOfSomeKindsIsFoundForASourceOrForAll() {
        Set<Kind> kinds = Set.of(Kind.SOURCE_SCANNED, Kind.SOURCE_FAILED);
        Event other = Event.ofSource(NOON, Kind.SOURCE_FAILED, "depot", "no answer");
        appendAll();
        ledger.append(other);

        assertEquals(Optional.of(SCANNED), ledger.lastEvent(kinds, "vmware"));
        assertEquals(Optional.of(other), ledger.lastEvent(kinds, null));
        assertEquals(Optional.empty(), ledger.lastEvent(Set.of(Kind.SYNC_FINISHED), null));
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        ledger.append(
                Event.ofRun(Instant.parse("2007-04-01T12:00:00.123456Z"), Kind.SYNC_STARTED, ""));

        assertEquals(
                Instant.parse("2007-04-01T12:00:00.123Z"), ledger.history(1).get(0).event().at());
    }

    @Test
    void everyKindOfEventComesBackWithAllItsParts() {
        List<Event> events = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String detail = "ünïcödé 🐘 '\"%_ " + kind;
            events.add(Event.ofRun(NOON, kind, detail));
            events.add(Event.ofSource(NOON, kind, "it's", ""));
            events.add(new Event(NOON, kind, null, PATCH, null, detail));
            events.add(new Event(NOON, kind, null, null, ESX_301, detail));
            events.add(new Event(NOON, kind, "vmware", PATCH, ESX_301, detail));
        }
        events.forEach(ledger::append);

        reopen();

        List<HistoryEntry> history = ledger.history(Integer.MAX_VALUE);
        assertEquals(events, history.stream().map(HistoryEntry::event).toList());
        assertEquals(
                LongStream.rangeClosed(1, events.size()).boxed().toList(),
                history.stream().map(HistoryEntry::number).toList());
        assertEquals(Optional.empty(), ledger.firstBreak());
    }

    @Test
    void eventsStandInTheOrderInWhichTheyWereAddedWhateverTheClockSays() {
        Event earlier = Event.ofRun(NOON.minusSeconds(3600), Kind.SYNC_STARTED, "clock set back");
        ledger.append(STARTED);
        ledger.append(earlier);

        assertEquals(
                List.of(new HistoryEntry(1, STARTED), new HistoryEntry(2, earlier)),
                ledger.history(2));
        assertEquals(Optional.of(earlier), ledger.lastEvent(Set.of(Kind.SYNC_STARTED), null));
    }

    @Test
    void ofNoKindThereIsNoLastEvent() {
        appendAll();

        assertEquals(Optional.empty(), ledger.lastEvent(Set.of(), null));
        assertEquals(Optional.empty(), ledger.lastEvent(Set.of(), "vmware"));
    }

    @Test
    void aHistoryThatIsEmptyHasNoBreak() {
        assertEquals(List.of(), ledger.history(9));
        assertEquals(Optional.empty(), ledger.firstBreak());
    }

    private void appendAll() {
        ledger.append(STARTED);
        ledger.append(SCANNED);
        ledger.append(FAILED);
    }
}
