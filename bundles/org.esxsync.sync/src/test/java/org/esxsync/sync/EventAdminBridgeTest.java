package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncEvents;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class EventAdminBridgeTest {

    private static final EsxRelease RELEASE = EsxRelease.parse("esx-3.0.1");

    private final List<Event> posted = new ArrayList<>();
    private final EventAdminBridge news = new EventAdminBridge(new Recorder(posted));

    @Test
    void aPublishedPatchIsNamedWithItsRelease() {
        news.finished(outcome(Outcome.PUBLISHED));

        assertEquals(SyncEvents.PATCH_PUBLISHED, posted.get(0).getTopic());
        assertEquals("ESX-8258730", posted.get(0).getProperty(SyncEvents.PATCH));
        assertEquals("site", posted.get(0).getProperty(SyncEvents.SOURCE));
        assertEquals("esx-3.0.1", posted.get(0).getProperty(SyncEvents.RELEASE));
    }

    @Test
    void aPatchThatWasThereIsNoNews() {
        news.finished(outcome(Outcome.PRESENT));

        assertEquals(List.of(), posted);
    }

    @Test
    void aFinishedSyncTellsHowManyPatchesAreNew() {
        news.finished(report(List.of()));

        assertEquals(SyncEvents.SYNC_FINISHED, posted.get(0).getTopic());
        assertEquals("DONE", posted.get(0).getProperty(SyncEvents.STATUS));
        assertEquals(1, posted.get(0).getProperty(SyncEvents.PUBLISHED_COUNT));
    }

    @Test
    void aSyncThatCouldNotReadASourceFailed() {
        news.finished(report(List.of(new SourceFailure("site", "it is gone"))));

        assertEquals(SyncEvents.SYNC_FAILED, posted.get(0).getTopic());
    }

    @Test
    void aSyncThatBrokeOffFailedAndTellsWhy() {
        news.failed(new EsxSyncException("the disk is full; free some space"));

        assertEquals(SyncEvents.SYNC_FAILED, posted.get(0).getTopic());
        assertEquals("FAILED", posted.get(0).getProperty(SyncEvents.STATUS));
        assertEquals(
                "the disk is full; free some space", posted.get(0).getProperty(SyncEvents.REASON));
    }

    private static SyncReport report(List<SourceFailure> failures) {
        return new SyncReport(List.of(outcome(Outcome.PUBLISHED)), failures, 1, Duration.ZERO);
    }

    private static PatchOutcome outcome(Outcome outcome) {
        return new PatchOutcome("ESX-8258730", "site", RELEASE, outcome, "");
    }

    private record Recorder(List<Event> posted) implements EventAdmin {

        @Override
        public void postEvent(Event event) {
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            posted.add(event);
        }
    }
}
