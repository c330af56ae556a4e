package org.esxsync.ledger.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Event.Kind;
import org.junit.jupiter.api.Test;

/**
 * Finds what somebody changed in the history by other means than the service. For ledgers that keep
 * it where others can write.
 */
public abstract class HistoryChainContract extends OpenLedger {

    private static final int EVENTS = 5;

    /** Changes the detail of an event in the ledger that is open in the test's directory. */
    protected abstract void changeDetail(long number, String detail) throws Exception;

    /** Removes an event. */
    protected abstract void remove(long number) throws Exception;

    /** Gives an event another number. */
    protected abstract void renumber(long from, long to) throws Exception;

    /** Adds an event that says and hashes the same as another one. */
    protected abstract void copy(long from, long to) throws Exception;

    @Test
    void anUntouchedHistoryHasNoBreak() {
        assertEquals(Optional.empty(), ledger.firstBreak());
        appendAll();
        assertEquals(Optional.empty(), ledger.firstBreak());
        reopen();
        ledger.append(event(EVENTS + 1));
        assertEquals(Optional.empty(), ledger.firstBreak());
    }

    @Test
    void aChangedEventIsFoundWhereverItStands() throws Exception {
        appendAll();
        Map<Long, Long> found = new TreeMap<>();
        for (long number = EVENTS; number >= 1; number--) {
            changeDetail(number, "all is well");
            found.put(number, breakAt());
        }

        assertEquals(Map.of(1L, 1L, 2L, 2L, 3L, 3L, 4L, 4L, 5L, 5L), found);
    }

    @Test
    void anEventThatWasChangedAndChangedBackIsNone() throws Exception {
        appendAll();
        changeDetail(2, "all is well");
        changeDetail(2, event(2).detail());

        assertEquals(Optional.empty(), ledger.firstBreak());
    }

    @Test
    void aRemovedEventIsFoundWhereverItStands() throws Exception {
        List<Long> found = new ArrayList<>();
        appendAll();
        for (long number = EVENTS; number >= 1; number--) {
            remove(number);
            found.add(breakAt());
        }

        assertEquals(List.of(5L, 4L, 3L, 2L, 1L), found);
    }

    @Test
    void aRemovedEventIsFoundThoughLaterOnesAreThere() throws Exception {
        appendAll();
        remove(3);

        assertEquals(3, breakAt());
    }

    @Test
    void aRemovedEventIsFoundBehindNewNumbers() throws Exception {
        appendAll();
        remove(2);
        for (long number = 3; number <= EVENTS; number++) {
            renumber(number, number - 1);
        }

        assertEquals(2, breakAt());
    }

    @Test
    void eventsInAnotherOrderAreFound() throws Exception {
        appendAll();
        renumber(2, 99);
        renumber(3, 2);
        renumber(99, 3);

        assertEquals(2, breakAt());
    }

    @Test
    void anEventThatSomebodyElseAddedAtTheEndIsFound() throws Exception {
        appendAll();
        copy(EVENTS, EVENTS + 1);

        assertEquals(EVENTS + 1, breakAt());
    }

    @Test
    void aBreakIsFoundByWhoeverReads() throws Exception {
        appendAll();
        changeDetail(4, "all is well");

        try (var reader = store().openToRead(directory).orElseThrow()) {
            assertEquals(4, reader.firstBreak().orElseThrow().number());
        }
        assertTrue(!ledger.firstBreak().orElseThrow().reason().isBlank());
    }

    private long breakAt() {
        return ledger.firstBreak().orElseThrow().number();
    }

    private void appendAll() {
        for (int number = 1; number <= EVENTS; number++) {
            ledger.append(event(number));
        }
    }

    private static Event event(int number) {
        return Event.ofRun(LedgerSamples.NOON, Kind.PATCH_FOUND, "it's the " + number + ".");
    }
}
