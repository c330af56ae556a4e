package org.esxsync.advisory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.MirrorCatalogue;

/**
 * Which fixes patches come after, by what listed patches say that they supersede, over however many
 * steps. Patches and fixes are named by their {@link #key keys}. Safe for many threads.
 */
final class FixSuccession {

    /** By a patch, the fixes that it is or comes after. */
    private final Map<String, Set<String>> fixes = new HashMap<>();

    /** By a patch, those of them that come after it as well. */
    private final Map<String, Set<String>> circles = new HashMap<>();

    /**
     * @param named the patches that are a fix
     */
    FixSuccession(Set<String> named, MirrorCatalogue catalogue) {
        Map<String, Set<String>> successors = new HashMap<>();
        Map<String, Set<String>> predecessors = new HashMap<>();
        if (!named.isEmpty()) {
            read(catalogue, successors, predecessors);
        }
        for (String fix : named) {
            Set<String> newer = reached(fix, successors);
            put(fix, newer, fixes);
            Set<String> both = reached(fix, predecessors);
            both.retainAll(newer);
            both.remove(fix);
            put(fix, both, circles);
        }
    }

    /** An id as it counts: in any case of letters. */
    static String key(String patch) {
        return patch.toUpperCase(Locale.ROOT);
    }

    /** Each listed patch is looked at, and none is wanted: nothing more is worked out about it. */
    private static void read(
            MirrorCatalogue catalogue,
            Map<String, Set<String>> successors,
            Map<String, Set<String>> predecessors) {
        catalogue.patches(
                null,
                known -> {
                    Patch patch = known.patch();
                    String id = key(patch.id());
                    for (String each : patch.supersedes()) {
                        String older = key(each);
                        successors.computeIfAbsent(older, key -> new HashSet<>()).add(id);
                        predecessors.computeIfAbsent(id, key -> new HashSet<>()).add(older);
                    }
                    return false;
                });
    }

    private static Set<String> reached(String from, Map<String, Set<String>> steps) {
        Set<String> reached = new HashSet<>(Set.of(from));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (String next : steps.getOrDefault(open.pop(), Set.of())) {
                if (reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }

    private static void put(String fix, Set<String> patches, Map<String, Set<String>> byPatch) {
        patches.forEach(patch -> byPatch.computeIfAbsent(patch, key -> new HashSet<>()).add(fix));
    }

    /** The fixes that a patch is or comes after. */
    Set<String> upTo(String patch) {
        return fixes.getOrDefault(patch, Set.of());
    }

    /** Whether a patch and a fix come after each other, so that nobody can tell which is newer. */
    boolean isInCircle(String patch, String fix) {
        return circles.getOrDefault(patch, Set.of()).contains(fix);
    }
}
