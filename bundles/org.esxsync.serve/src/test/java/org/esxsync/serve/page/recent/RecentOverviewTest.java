package org.esxsync.serve.page.recent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.serve.html.LineChart;
import org.esxsync.serve.page.frame.DepotUse;
import org.junit.jupiter.api.Test;

class RecentOverviewTest {

    private static final EsxRelease RELEASE = EsxRelease.parse("esx-3.0.1");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant EARLIER = NOW.minus(Duration.ofDays(7));
    private static final int MANY = 25_000;

    private final List<HistoryEntry> history = new ArrayList<>();
    private final Map<String, Patch> known = new HashMap<>();
    private final Set<PatchKey> published = new HashSet<>();

    private Patch patch(String id) {
        return known.computeIfAbsent(id, none -> Patch.builder("one", id, "vi3").build());
    }

    private Patch patch(String id, long size) {
        Patch patch =
                Patch.builder("one", id, "vi3")
                        .artifacts(
                                List.of(
                                        new Artifact(
                                                new RelativePath(id),
                                                URI.create("https://example.com/" + id),
                                                size,
                                                List.of())))
                        .build();
        known.put(id, patch);
        return patch;
    }

    private void happens(Event.Kind kind, Patch patch) {
        happens(NOW, kind, patch);
    }

    private void happens(Instant at, Event.Kind kind, Patch patch) {
        history.add(
                new HistoryEntry(
                        history.size() + 1L, new Event(at, kind, "one", patch.key(), RELEASE, "")));
    }

    private Overview overview() {
        PublishedMirror mirror = new LedgerAlone();
        return new RecentOverview(
                        this::catalogue,
                        mirror,
                        new DepotUse(mirror),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .get();
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

    /** A mirror of which only the ledger is asked. */
    private final class LedgerAlone implements PublishedMirror {

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
            return Optional.of(
                    (Ledger)
                            Proxy.newProxyInstance(
                                    getClass().getClassLoader(),
                                    new Class<?>[] {Ledger.class},
                                    (proxy, method, arguments) ->
                                            switch (method.getName()) {
                                                case "publishedKeys" -> Map.of(RELEASE, published);
                                                case "forEachPatch" -> pass(arguments[0]);
                                                case "close" -> null;
                                                default ->
                                                        throw new UnsupportedOperationException(
                                                                method.getName());
                                            }));
        }

        @SuppressWarnings("unchecked")
        private Object pass(Object consumer) {
            known.values()
                    .forEach(
                            each ->
                                    ((Consumer<CataloguedPatch>) consumer)
                                            .accept(new CataloguedPatch(each, NOW, NOW, true)));
            return null;
        }
    }

    @Test
    void aFailureAtTheBeginningOfALongSyncIsShown() {
        happens(Event.Kind.PATCH_FAILED, patch("BEFORE"));
        happens(Event.Kind.SYNC_STARTED, patch("P"));
        happens(Event.Kind.PATCH_FAILED, patch("FIRST"));
        for (int i = 0; i < MANY; i++) {
            happens(Event.Kind.PATCH_PUBLISHED, patch("P" + i));
        }

        assertEquals(1, overview().releases().get(0).failed());
    }

    @Test
    void whatIsGoneHadItsSizeUntilThen() {
        Patch kept = patch("KEPT", 5);
        published.add(kept.key());
        happens(EARLIER, Event.Kind.PATCH_PUBLISHED, kept);
        happens(NOW, Event.Kind.PATCH_REMOVED, patch("GONE", 7));

        assertEquals(List.of(12L, 5L, 5L), values(overview().growth().bytes()));
    }

    private static List<Long> values(List<LineChart.Point> points) {
        return points.stream().map(each -> (long) each.value()).toList();
    }
}
