package org.esxsync.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.MemoryLedger;
import org.junit.jupiter.api.Test;

class LastFailuresTest {

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    private final MemoryLedger ledger = new MemoryLedger();

    private void begin() {
        ledger.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, ""));
    }

    private void reject(String detail) {
        ledger.append(Event.ofSource(NOON, Event.Kind.PATCH_REJECTED, "share", detail));
    }

    private void fail(String release) {
        ledger.append(
                new Event(
                        NOON,
                        Event.Kind.PATCH_FAILED,
                        "depot",
                        new PatchKey("ESX-1", "aa"),
                        EsxRelease.parse(release),
                        "wrong digest"));
    }

    private LastFailures end(Event.Kind kind) {
        Event end = Event.ofRun(NOON, kind, "");
        ledger.append(end);
        return LastFailures.of(end, ledger);
    }

    @Test
    void eachFailureIsToldOnceWithItsReleases() {
        begin();
        reject("old.zip: cut off");
        end(Event.Kind.SYNC_INCOMPLETE);
        begin();
        fail("esxi-8.0");
        fail("esxi-9.0");
        reject("a.zip: cut off");
        LastFailures failures = end(Event.Kind.SYNC_INCOMPLETE);

        assertEquals(
                List.of(
                        "failed in the last sync: ESX-1 (esxi-8.0, esxi-9.0): wrong digest",
                        "failed in the last sync: a.zip: cut off"),
                failures.told());
        assertEquals("a.zip: cut off", failures.of("share").orElseThrow().detail());
        assertTrue(failures.of("other").isEmpty());
    }

    @Test
    void ofManyAFewAreToldAndWhereTheRestIs() {
        begin();
        for (int i = 0; i < 12; i++) {
            reject(i + ".zip: cut off");
        }
        List<String> told = end(Event.Kind.SYNC_INCOMPLETE).told();

        assertEquals(4, told.size());
        assertEquals("the last sync failed at 9 more; 'history --limit 14' shows all", told.get(3));
    }

    @Test
    void aSyncThatWasCompleteFailedAtNothing() {
        begin();
        fail("esxi-8.0");

        assertEquals(List.of(), end(Event.Kind.SYNC_FINISHED).told());
    }
}
