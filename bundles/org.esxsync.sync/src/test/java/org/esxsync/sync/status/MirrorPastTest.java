package org.esxsync.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.PatchChange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MirrorPastTest {

    private static final Instant START = Instant.parse("2026-02-03T12:00:00Z");
    private static final EsxRelease ESXI_70 = EsxRelease.parse("esxi-7.0");
    private static final EsxRelease ESXI_80 = EsxRelease.parse("esxi-8.0");
    private static final PatchKey A = new PatchKey("A", "1");
    private static final PatchKey NEWER_A = new PatchKey("A", "2");
    private static final PatchKey B = new PatchKey("B", "1");

    private final List<HistoryEntry> history = new ArrayList<>();
    private final MirrorPast past = new MirrorPast(history);

    private void add(
            Event.Kind kind,
            @Nullable PatchKey patch,
            @Nullable EsxRelease release,
            String detail) {
        long number = history.size() + 1L;
        Event event =
                new Event(
                        START.plus(Duration.ofHours(number)),
                        kind,
                        patch == null ? null : "vmware",
                        patch,
                        release,
                        detail);
        history.add(new HistoryEntry(number, event));
    }

    private void syncStarts() {
        add(Event.Kind.SYNC_STARTED, null, null, "");
    }

    private void publish(PatchKey patch, EsxRelease release) {
        add(Event.Kind.PATCH_PUBLISHED, patch, release, "");
    }

    private void remove(PatchKey patch, EsxRelease release) {
        add(Event.Kind.PATCH_REMOVED, patch, release, "");
    }

    private static List<String> told(MirrorChanges changes) {
        return changes.changes().stream()
                .map(
                        each ->
                                "%s %s@%s %s %s"
                                        .formatted(
                                                each.kind(),
                                                each.patch().id(),
                                                each.patch().revision(),
                                                each.releases(),
                                                each.title())
                                        .strip())
                .toList();
    }

    @Test
    void aPatchThatIsAddedToTwoReleasesIsOneChange() {
        syncStarts();
        add(Event.Kind.PATCH_FOUND, A, null, "Fixes the clock");
        publish(A, ESXI_80);
        publish(A, ESXI_70);

        MirrorChanges changes = past.changesAfter(0);

        assertEquals(List.of("ADDED A@1 [esxi-7.0, esxi-8.0] Fixes the clock"), told(changes));
        assertEquals("vmware", changes.changes().get(0).source());
        assertEquals(START.plus(Duration.ofHours(4)), changes.changes().get(0).at());
        assertEquals(START.plus(Duration.ofHours(1)), changes.since());
        assertEquals(1, changes.count(PatchChange.Kind.ADDED));
    }

    @Test
    void whatStoodBeforeIsNotAddedWhenItIsBroughtBack() {
        publish(A, ESXI_80);
        publish(A, ESXI_80);
        assertEquals(List.of(), told(past.changesAfter(1)));
    }

    @Test
    void whatCameAndWentIsNoDifference() {
        syncStarts();
        publish(A, ESXI_80);
        remove(A, ESXI_80);
        assertEquals(List.of(), told(past.changesAfter(0)));
    }

    @Test
    void aNewerRevisionReplacesTheOlder() {
        publish(A, ESXI_80);
        publish(NEWER_A, ESXI_80);
        remove(A, ESXI_80);
        assertEquals(List.of("REPLACED A@2 [esxi-8.0]"), told(past.changesAfter(1)));
    }

    @Test
    void whatIsGoneIsRemoved() {
        publish(A, ESXI_80);
        publish(B, ESXI_80);
        remove(A, ESXI_80);
        assertEquals(List.of("REMOVED A@1 [esxi-8.0]"), told(past.changesAfter(2)));
    }

    @Test
    void aRecallIsToldWithTheReleasesThatHaveThePatch() {
        publish(A, ESXI_80);
        add(Event.Kind.PATCH_RECALLED, A, null, "Fixes the clock");
        assertEquals(
                List.of("RECALLED A@1 [esxi-8.0] Fixes the clock"), told(past.changesAfter(1)));

        add(Event.Kind.PATCH_RETURNED, A, null, "Fixes the clock");
        assertEquals(1, past.changesAfter(1).changes().size(), "it is only listed again");

        add(Event.Kind.PATCH_RETURNED, A, null, "no longer recalled");
        assertEquals(List.of(), told(past.changesAfter(1)));
    }

    @Test
    void theLastChangesBeginWithTheLastSyncThatBroughtAnything() {
        syncStarts();
        publish(A, ESXI_80);
        syncStarts();
        publish(B, ESXI_80);
        syncStarts();
        publish(B, ESXI_80);

        MirrorChanges changes = past.lastChanges();

        assertEquals(2, changes.event());
        assertEquals(List.of("ADDED B@1 [esxi-8.0]"), told(changes));
    }

    @Test
    void aTimeCountsFromItsFirstInstantOn() {
        publish(A, ESXI_80);
        publish(B, ESXI_80);
        Instant second = START.plus(Duration.ofHours(2));
        assertEquals(1, past.changesSince(second).event());
        assertEquals(2, past.changesSince(second.plusMillis(1)).event());
    }

    @Test
    void nothingChangesWithoutEvents() {
        assertEquals(new MirrorChanges(0, null, List.of()), past.lastChanges());
        publish(A, ESXI_80);
        assertNull(past.changesAfter(7).since());
        assertEquals(1, past.changesAfter(7).event(), "the last there is");
    }
}
