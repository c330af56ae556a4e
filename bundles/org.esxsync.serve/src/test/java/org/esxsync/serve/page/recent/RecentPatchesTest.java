package org.esxsync.serve.page.recent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSummary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentPatchesTest {

    private static final EsxRelease RELEASE = EsxRelease.parse("esx-3.0.1");

    private Instant now = Instant.parse("2026-03-29T12:00:00Z");
    private List<HistoryEntry> history = List.of();
    private int readings;
    private RecentPatches patches;

    @BeforeEach
    void start() {
        MirrorCatalogue catalogue =
                (MirrorCatalogue)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {MirrorCatalogue.class},
                                (proxy, method, arguments) ->
                                        switch (method.getName()) {
                                            case "history" -> history;
                                            case "missing" -> Map.of();
                                            case "patches" -> patches();
                                            default ->
                                                    throw new UnsupportedOperationException(
                                                            method.getName());
                                        });
        patches = new RecentPatches(() -> catalogue, clock());
    }

    private List<PatchSummary> patches() {
        readings++;
        Patch patch = Patch.builder("one", "P-1", "vi3").build();
        return List.of(
                new PatchSummary(
                        patch,
                        List.of(RELEASE),
                        List.of(),
                        -1,
                        List.of(),
                        false,
                        List.of("one", "other")));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    @Test
    void aRowNamesAllSourcesThatListThePatch() {
        List<PatchRow> rows = patches.get().rows();

        assertEquals(List.of("P-1"), rows.stream().map(PatchRow::id).toList());
        assertEquals(List.of("one", "other"), rows.get(0).sources());
    }

    @Test
    void theLedgerIsReadAgainOnlyAfterItHasGrown() {
        RecentPatches.Reading first = patches.get();
        now = now.plus(Duration.ofMinutes(1));
        assertSame(first, patches.get());

        history = List.of(new HistoryEntry(1, Event.ofRun(now, Event.Kind.SYNC_STARTED, "")));
        patches.get();
        patches.get();

        assertEquals(2, readings);
    }

    @Test
    void whileItGrowsItIsReadNowAndThen() {
        for (int i = 1; i <= 60; i++) {
            now = now.plusSeconds(1);
            history = List.of(new HistoryEntry(i, Event.ofRun(now, Event.Kind.SYNC_STARTED, "")));
            patches.get();
        }

        assertEquals(2, readings);
    }

    @Test
    void whatNobodyLooksAtIsLetGo() {
        RecentPatches.Reading first = patches.get();
        now = now.plus(Duration.ofMinutes(1));
        patches.tidy();
        assertSame(first, patches.get());

        now = now.plus(Duration.ofMinutes(3));
        patches.tidy();
        patches.get();

        assertEquals(2, readings);
    }
}
