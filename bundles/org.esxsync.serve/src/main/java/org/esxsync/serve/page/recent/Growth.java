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
     * Follows the newest part of the history, which ends with what stands now.
     *
     * @param published what stands now
     * @param sizes of the patches, as far as they are known
     */
    static Growth of(
            Map<EsxRelease, Set<PatchKey>> published,
            List<HistoryEntry> history,
            Map<PatchKey, Long> sizes,
            Instant now) {
        Standing standing = new Standing();
        published.forEach(
                (release, patches) -> patches.forEach(patch -> standing.add(patch, release)));
        for (int i = history.size() - 1; i >= 0; i--) {
            standing.undo(history.get(i).event());
        }
        long size = standing.patches.keySet().stream().mapToLong(each -> size(each, sizes)).sum();
        List<LineChart.Point> patches = new ArrayList<>();
        List<LineChart.Point> bytes = new ArrayList<>();
        for (HistoryEntry entry : history) {
            Event event = entry.event();
            PatchKey patch = event.patch();
            if (patch == null || !isChangedBy(event)) {
                continue;
            }
            int before = standing.patches.size();
            standing.follow(event);
            size += (standing.patches.size() - before) * size(patch, sizes);
            patches.add(new LineChart.Point(event.at(), standing.patches.size()));
            bytes.add(new LineChart.Point(event.at(), size));
        }
        return new Growth(thinned(patches, now), thinned(bytes, now));
    }

    /** Whether it brings a patch to a release, or takes it away. */
    static boolean isChangedBy(Event event) {
        return event.patch() != null
                && event.release() != null
                && (event.kind() == Event.Kind.PATCH_PUBLISHED
                        || event.kind() == Event.Kind.PATCH_REMOVED);
    }

    private static long size(PatchKey patch, Map<PatchKey, Long> sizes) {
        return sizes.getOrDefault(patch, 0L);
    }

    /** The patches that stand, each in its releases. */
    private static final class Standing {

        private final Map<PatchKey, Set<EsxRelease>> patches = new HashMap<>();

        void follow(Event event) {
            change(event, event.kind() == Event.Kind.PATCH_PUBLISHED);
        }

        void undo(Event event) {
            change(event, event.kind() == Event.Kind.PATCH_REMOVED);
        }

        private void change(Event event, boolean isAdded) {
            PatchKey patch = event.patch();
            EsxRelease release = event.release();
            if (patch == null || release == null || !isChangedBy(event)) {
                return;
            }
            if (isAdded) {
                add(patch, release);
            } else {
                remove(patch, release);
            }
        }

        void add(PatchKey patch, EsxRelease release) {
            patches.computeIfAbsent(patch, key -> new HashSet<>()).add(release);
        }

        private void remove(PatchKey patch, EsxRelease release) {
            patches.computeIfPresent(
                    patch,
                    (key, releases) -> {
                        releases.remove(release);
                        return releases.isEmpty() ? null : releases;
                    });
        }
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
