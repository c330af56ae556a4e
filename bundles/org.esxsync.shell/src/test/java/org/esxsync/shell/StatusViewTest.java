package org.esxsync.shell;

import static org.esxsync.shell.Samples.ESX_301;
import static org.esxsync.shell.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Event.Kind;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.sync.SourceSummary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusViewTest {

    private final FakeMirror mirror = new FakeMirror();

    @BeforeEach
    void startWithoutSources() {
        mirror.sources.clear();
    }

    @Test
    void onlyASyncThatHadEverythingIsASuccess() {
        happened(0, Kind.SYNC_STARTED, null, "");
        happened(1, Kind.SYNC_FINISHED, null, "3 published");
        happened(60, Kind.SYNC_STARTED, null, "");
        happened(61, Kind.SOURCE_FAILED, "vmware", "no route to host");
        happened(61, Kind.SYNC_INCOMPLETE, null, "1 failed sources");
        mirror.sources.add(new SourceSummary("vmware", "http://x", 12, NOON));
        mirror.sources.add(new SourceSummary("depot", "/x", 0, null));
        mirror.patches.add(
                Samples.summary(Samples.patch("A", 1, ""), List.of(ESX_301), List.of(ESX_301)));
        mirror.patches.add(Samples.summary(Samples.patch("B", 1, ""), List.of(), List.of()));
        assertEquals(
                """
                Last sync     2026-02-03 13:01:00 (59 min ago), incomplete: 1 failed sources
                Last success  2026-02-03 12:01:00 (1 h ago)
                Patches       2 listed, 1 claimed, 1 published

                SOURCE  PATCHES  READ     LAST ERROR
                vmware       12  2 h ago  59 min ago: no route to host
                depot         0  never    -\
                """,
                shown());
    }

    @Test
    void aSourceThatWasReadSinceHasNoError() {
        happened(0, Kind.SOURCE_FAILED, "vmware", "no route to host");
        happened(1, Kind.SOURCE_SCANNED, "vmware", "");
        mirror.sources.add(new SourceSummary("vmware", "http://x", 12, NOON));
        assertEquals("vmware       12  2 h ago  -", shown().lines().skip(5).findFirst().get());
    }

    @Test
    void aNewMirrorSaysHowToStart() {
        assertEquals(
                """
                Last sync     never
                Last success  never
                Patches       0 listed, 0 claimed, 0 published

                """
                        + Listings.NO_SOURCE,
                shown());
    }

    private void happened(int minute, Kind kind, String source, String detail) {
        Instant at = NOON.plus(Duration.ofMinutes(minute));
        mirror.history.add(
                new HistoryEntry(
                        mirror.history.size() + 1L,
                        new Event(at, kind, source, null, null, detail)));
    }

    private String shown() {
        StatusView status = StatusView.of(mirror, NOON.plus(Duration.ofHours(2)));
        return String.join("\n", status.lines(Screen.plain(ZoneOffset.UTC)));
    }
}
