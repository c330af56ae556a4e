package org.esxsync.compliance.judge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.api.sync.PatchSummary;

/**
 * Which patches supersede which, by their ids: what a patch says itself, what its id tells, and
 * what the catalogue has found. Ids count in any case of letters.
 */
public final class Succession {

    private final Map<String, Set<String>> successors = new HashMap<>();
    private final Map<String, Set<String>> predecessors = new HashMap<>();

    /**
     * @param listed all that is listed for a release
     */
    public Succession(List<PatchSummary> listed) {
        for (PatchSummary each : listed) {
            String id = key(each.patch().id());
            each.patch().supersedes().forEach(older -> add(key(older), id));
            each.supersededBy().forEach(newer -> add(id, key(newer)));
        }
        listed.forEach(each -> named(each.patch(), listed));
    }

    /** An id as it counts. */
    public static String key(String id) {
        return id.toUpperCase(Locale.ROOT);
    }

    private void add(String older, String newer) {
        if (!older.equals(newer)) {
            successors.computeIfAbsent(older, each -> new HashSet<>()).add(newer);
            predecessors.computeIfAbsent(newer, each -> new HashSet<>()).add(older);
        }
    }

    /** An update replaces the updates before it. */
    private void named(Patch patch, List<PatchSummary> listed) {
        Optional<LegacyPatchId> id = LegacyPatchId.parse(patch.id());
        if (id.isEmpty() || id.get().sequence().isEmpty()) {
            return;
        }
        for (PatchSummary each : listed) {
            LegacyPatchId.parse(each.patch().id())
                    .filter(older -> id.get().supersedes(older))
                    .ifPresent(older -> add(key(older.text()), key(patch.id())));
        }
    }

    /**
     * The {@link #key keys} of all that supersede a patch, over however many steps, and are not
     * superseded by it: in a circle nobody can tell which is newer.
     */
    public Set<String> of(String id) {
        Set<String> found = reached(key(id), successors);
        reached(key(id), predecessors).forEach(found::remove);
        return found;
    }

    private static Set<String> reached(String from, Map<String, Set<String>> steps) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(from));
        while (!open.isEmpty()) {
            for (String next : steps.getOrDefault(open.pop(), Set.of())) {
                if (reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }
}
