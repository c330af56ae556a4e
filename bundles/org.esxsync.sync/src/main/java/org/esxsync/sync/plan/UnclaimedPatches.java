package org.esxsync.sync.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.Platform;

/** Counts the listed patches that no release claims, by source. Used by one thread. */
final class UnclaimedPatches {

    private static final int NAMED = 5;

    private final Map<String, Set<PatchKey>> patches = new TreeMap<>();
    private final Map<String, Map<Platform, Integer>> platforms = new HashMap<>();

    void add(Patch patch, PatchKey key) {
        if (patches.computeIfAbsent(patch.source(), source -> new HashSet<>()).add(key)) {
            Map<Platform, Integer> counts =
                    platforms.computeIfAbsent(patch.source(), source -> new HashMap<>());
            Set.copyOf(patch.platforms()).forEach(each -> counts.merge(each, 1, Integer::sum));
        }
    }

    /** A line for each source that has any. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        patches.forEach(
                (source, keys) ->
                        lines.add(
                                "source %s: %s"
                                        .formatted(
                                                source,
                                                line(
                                                        keys.size(),
                                                        platforms.getOrDefault(
                                                                source, Map.of())))));
        return lines;
    }

    private static String line(int count, Map<Platform, Integer> counts) {
        String which = count == 1 ? "1 patch is" : count + " patches are";
        if (counts.isEmpty()) {
            return which
                    + " for no platform that is named, so no matcher claims "
                    + (count == 1 ? "it" : "them");
        }
        return "%s for %s, which no matcher claims; add one with conf/org.esxsync.matcher~NAME.cfg"
                .formatted(which, names(counts));
    }

    private static String names(Map<Platform, Integer> counts) {
        String named =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<Platform, Integer>comparingByValue()
                                        .reversed()
                                        .thenComparing(each -> each.getKey().toString()))
                        .limit(NAMED)
                        .map(each -> each.getKey().toString())
                        .collect(Collectors.joining(", "));
        int more = counts.size() - NAMED;
        return more > 0 ? named + " and %d more".formatted(more) : named;
    }
}
