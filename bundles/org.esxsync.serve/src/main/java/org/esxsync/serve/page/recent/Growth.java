package org.esxsync.serve.page.recent;

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

/**
 * How many patches the mirror had over time, and how large they were.
 *
 * @param patches by time
 * @param bytes by time
 */
public record Growth(List<LineChart.Point> patches, List<LineChart.Point> bytes) {

    /** More could not be told apart in a chart. */
    private static final int POINTS = 200;

    public Growth {
        patches = List.copyOf(patches);
        bytes = List.copyOf(bytes);
    }

    /**
     * Follows the history.
     *
     * @param sizes of the patches, as far as they are known
     */
    public static Growth of(List<HistoryEntry> history, Map<PatchKey, Long> sizes, Instant now) {
        Map<PatchKey, Set<EsxRelease>> standing = new HashMap<>();
        List<LineChart.Point> patches = new ArrayList<>();
        List<LineChart.Point> bytes = new ArrayList<>();
        long size = 0;
        for (HistoryEntry entry : history) {
            Event event = entry.event();
            PatchKey patch = event.patch();
            EsxRelease release = event.release();
            if (patch == null || release == null || !moves(event.kind())) {
                continue;
            }
            int before = standing.size();
            if (event.kind() == Event.Kind.PATCH_PUBLISHED) {
                standing.computeIfAbsent(patch, key -> new HashSet<>()).add(release);
            } else {
                standing.computeIfPresent(
                        patch,
                        (key, releases) -> {
                            releases.remove(release);
                            return releases.isEmpty() ? null : releases;
                        });
            }
            size += (standing.size() - before) * sizes.getOrDefault(patch, 0L);
            patches.add(new LineChart.Point(event.at(), standing.size()));
            bytes.add(new LineChart.Point(event.at(), size));
        }
        return new Growth(thinned(patches, now), thinned(bytes, now));
    }

    private static boolean moves(Event.Kind kind) {
        return kind == Event.Kind.PATCH_PUBLISHED || kind == Event.Kind.PATCH_REMOVED;
    }

    /** The last point of each of so many equal stretches of time. */
    private static List<LineChart.Point> thinned(List<LineChart.Point> points, Instant now) {
        if (points.isEmpty()) {
            return List.of();
        }
        Instant first = points.get(0).at();
        long span = Math.max(1, now.getEpochSecond() - first.getEpochSecond());
        List<LineChart.Point> kept = new ArrayList<>();
        long stretch = -1;
        for (LineChart.Point point : points) {
            long own = (point.at().getEpochSecond() - first.getEpochSecond()) * POINTS / span;
            if (own == stretch) {
                kept.remove(kept.size() - 1);
            }
            kept.add(point);
            stretch = own;
        }
        kept.add(new LineChart.Point(now, kept.get(kept.size() - 1).value()));
        return kept;
    }
}
