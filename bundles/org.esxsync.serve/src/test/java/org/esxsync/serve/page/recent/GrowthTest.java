package org.esxsync.serve.page.recent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.serve.html.LineChart;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");
    private static final Instant LATER = NOON.plus(Duration.ofDays(1000));
    private static final EsxRelease ONE = EsxRelease.parse("esxi-7.0");
    private static final EsxRelease OTHER = EsxRelease.parse("esxi-8.0");

    private final List<HistoryEntry> history = new ArrayList<>();

    private void happens(int day, Event.Kind kind, String patch, EsxRelease release) {
        history.add(
                new HistoryEntry(
                        history.size() + 1L,
                        new Event(
                                NOON.plus(Duration.ofDays(day)),
                                kind,
                                "s",
                                new PatchKey(patch, "r"),
                                release,
                                "")));
    }

    private static long last(List<LineChart.Point> points) {
        return points.get(points.size() - 1).value();
    }

    @Test
    void aPatchOfTwoReleasesIsOneUntilBothHaveLostIt() {
        Map<PatchKey, Long> sizes = Map.of(new PatchKey("a", "r"), 10L, new PatchKey("b", "r"), 5L);
        happens(0, Event.Kind.PATCH_PUBLISHED, "a", ONE);
        happens(1, Event.Kind.PATCH_PUBLISHED, "a", OTHER);
        happens(100, Event.Kind.PATCH_PUBLISHED, "b", ONE);
        happens(200, Event.Kind.PATCH_REMOVED, "a", ONE);

        Growth both = Growth.of(standing(Map.of(ONE, "b", OTHER, "a")), history, sizes, LATER);
        happens(300, Event.Kind.PATCH_REMOVED, "a", OTHER);
        Growth one = Growth.of(standing(Map.of(ONE, "b")), history, sizes, LATER);

        assertEquals(2, last(both.patches()));
        assertEquals(15, last(both.bytes()));
        assertEquals(1, last(one.patches()));
        assertEquals(5, last(one.bytes()));
        assertEquals(LATER, one.bytes().get(one.bytes().size() - 1).at());
    }

    @Test
    void aLongHistoryIsAShortChart() {
        Set<PatchKey> published = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            happens(i / 10, Event.Kind.PATCH_PUBLISHED, "p" + i, ONE);
            published.add(new PatchKey("p" + i, "r"));
        }

        Growth growth = Growth.of(Map.of(ONE, published), history, Map.of(), LATER);

        assertTrue(growth.patches().size() < 210, () -> growth.patches().size() + " points");
        assertEquals(5_000, last(growth.patches()));
    }

    @Test
    void nothingGrowsWithoutAPublication() {
        happens(0, Event.Kind.PATCH_FAILED, "a", ONE);

        assertEquals(List.of(), Growth.of(Map.of(), history, Map.of(), LATER).patches());
    }

    /** Of a long history only the newest part is read. */
    @Test
    void whatStoodBeforeTheHistoryBeginsIsCounted() {
        Map<PatchKey, Long> sizes =
                Map.of(
                        new PatchKey("old", "r"), 100L,
                        new PatchKey("gone", "r"), 20L,
                        new PatchKey("new", "r"), 3L);
        happens(0, Event.Kind.PATCH_PUBLISHED, "new", ONE);
        happens(100, Event.Kind.PATCH_REMOVED, "gone", OTHER);

        Growth growth =
                Growth.of(standing(Map.of(ONE, "new", OTHER, "old")), history, sizes, LATER);

        assertEquals(List.of(3L, 2L, 2L), values(growth.patches()));
        assertEquals(List.of(123L, 103L, 103L), values(growth.bytes()));
    }

    private static Map<EsxRelease, Set<PatchKey>> standing(Map<EsxRelease, String> patches) {
        Map<EsxRelease, Set<PatchKey>> standing = new HashMap<>();
        patches.forEach(
                (release, patch) -> standing.put(release, Set.of(new PatchKey(patch, "r"))));
        return standing;
    }

    private static List<Long> values(List<LineChart.Point> points) {
        return points.stream().map(each -> (long) each.value()).toList();
    }
}
