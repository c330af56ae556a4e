package org.esxsync.serve.page.recent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.serve.page.frame.DepotUse;
import org.junit.jupiter.api.Test;

class RecentOverviewTest {

    private static final EsxRelease RELEASE = EsxRelease.parse("esx-3.0.1");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final int MANY = 25_000;

    private final List<HistoryEntry> history = new ArrayList<>();

    private void happens(Event.Kind kind, String patch) {
        history.add(
                new HistoryEntry(
                        history.size() + 1,
                        new Event(
                                NOW,
                                kind,
                                "one",
                                Patch.builder("one", patch, "vi3").build().key(),
                                RELEASE,
                                "")));
    }

    private MirrorCatalogue catalogue() {
        return (MirrorCatalogue)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {MirrorCatalogue.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "history" -> newest((int) arguments[0]);
                                    case "missing" -> Map.of();
                                    case "releases" ->
                                            List.of(new ReleaseSummary(RELEASE, "test", 1, 1, 1));
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }

    private List<HistoryEntry> newest(int most) {
        return List.copyOf(history.subList(Math.max(0, history.size() - most), history.size()));
    }

    /** A mirror that has no ledger any more. */
    private static final PublishedMirror MIRROR =
            new PublishedMirror() {
                @Override
                public Path directory() {
                    return Path.of("mirror");
                }

                @Override
                public boolean isThere() {
                    return true;
                }

                @Override
                public Optional<Ledger> openLedger() {
                    return Optional.empty();
                }
            };

    @Test
    void aFailureAtTheBeginningOfALongSyncIsShown() {
        happens(Event.Kind.PATCH_FAILED, "BEFORE");
        happens(Event.Kind.SYNC_STARTED, "P");
        happens(Event.Kind.PATCH_FAILED, "FIRST");
        for (int i = 0; i < MANY; i++) {
            happens(Event.Kind.PATCH_PUBLISHED, "P" + i);
        }

        RecentOverview overview =
                new RecentOverview(
                        this::catalogue,
                        MIRROR,
                        new DepotUse(MIRROR),
                        Clock.fixed(NOW, ZoneOffset.UTC));

        assertEquals(1, overview.get().releases().get(0).failed());
    }
}
