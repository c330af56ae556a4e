package org.esxsync.shell.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.shell.FakeMirror;
import org.esxsync.shell.view.Samples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

    private final FakeMirror mirror = new FakeMirror();
    private final List<HistoryEntry> history = mirror.history;

    private void add(Event.Kind kind, @Nullable String source) {
        PatchKey patch = kind == Event.Kind.PATCH_FOUND ? new PatchKey("X", "1") : null;
        history.add(
                new HistoryEntry(
                        history.size() + 1L,
                        new Event(Samples.NOON, kind, source, patch, null, "")));
    }

    private void silentSync() {
        add(Event.Kind.SYNC_STARTED, null);
        add(Event.Kind.SOURCE_SCANNED, "a");
        add(Event.Kind.SOURCE_SCANNED, "b");
        add(Event.Kind.SYNC_FINISHED, null);
    }

    private void syncThatFindsAPatchInB() {
        add(Event.Kind.SYNC_STARTED, null);
        add(Event.Kind.SOURCE_SCANNED, "a");
        add(Event.Kind.PATCH_FOUND, "b");
        add(Event.Kind.SOURCE_SCANNED, "b");
        add(Event.Kind.SYNC_FINISHED, null);
    }

    private List<Long> numbers(int limit) {
        List<Long> numbers = new ArrayList<>();
        RecentEvents.of(mirror, limit).entries().forEach(each -> numbers.add(each.number()));
        return numbers;
    }

    @Test
    void whatFoundNothingIsLeftOut() {
        silentSync();
        syncThatFindsAPatchInB();
        silentSync();
        silentSync();
        assertEquals(List.of(5L, 7L, 8L, 9L), numbers(20));
        assertEquals(2, RecentEvents.of(mirror, 20).silentSyncs());
        assertEquals(List.of(8L, 9L), numbers(2));
    }

    @Test
    void aSyncThatFailedOrStillRunsIsTold() {
        add(Event.Kind.SYNC_STARTED, null);
        add(Event.Kind.SOURCE_FAILED, "a");
        add(Event.Kind.SYNC_INCOMPLETE, null);
        add(Event.Kind.SYNC_STARTED, null);
        assertEquals(List.of(1L, 2L, 3L, 4L), numbers(20));
    }

    @Test
    void oldNewsAreFoundBehindManySilentSyncs() {
        syncThatFindsAPatchInB();
        for (int i = 0; i < 2000; i++) {
            silentSync();
        }
        assertEquals(List.of(1L, 3L, 4L, 5L), numbers(20));
        assertEquals(2000, RecentEvents.of(mirror, 20).silentSyncs());
    }

    @Test
    void nothingHappenedYet() {
        assertEquals(new RecentEvents(List.of(), 0), RecentEvents.of(mirror, 20));
    }
}
