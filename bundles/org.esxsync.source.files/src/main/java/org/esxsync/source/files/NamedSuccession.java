package org.esxsync.source.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.LegacyPatchId;

/** What patches supersede, as their names and others tell. Used once. */
final class NamedSuccession {

    private final List<LegacyPatchId> updates;

    /**
     * @param ids of all patches of the share
     */
    NamedSuccession(Collection<String> ids) {
        this.updates =
                new LinkedHashSet<>(ids)
                        .stream()
                                .flatMap(id -> LegacyPatchId.parse(id).stream())
                                .filter(id -> !id.sequence().isEmpty())
                                .toList();
    }

    /** The updates or roll-ups that this one replaces by its name. */
    Set<String> supersededBy(String id) {
        Set<String> superseded = new LinkedHashSet<>();
        Optional<LegacyPatchId> update = LegacyPatchId.parse(id);
        if (update.isPresent()) {
            updates.stream()
                    .filter(update.get()::supersedes)
                    .forEach(each -> superseded.add(each.text()));
        }
        return superseded;
    }

    /**
     * Patches that supersede each other in a ring, a ring in each line; none of them is the last.
     */
    static List<String> rings(Collection<Patch> patches) {
        Map<String, Set<String>> superseded = new LinkedHashMap<>();
        patches.forEach(
                patch ->
                        superseded
                                .computeIfAbsent(patch.id(), id -> new LinkedHashSet<>())
                                .addAll(patch.supersedes()));
        List<String> rings = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (String id : superseded.keySet()) {
            follow(id, superseded, done, rings);
        }
        return rings;
    }

    /** Walks without recursion, since a chain may be as long as a share has patches. */
    private static void follow(
            String start,
            Map<String, Set<String>> superseded,
            Set<String> done,
            List<String> rings) {
        Map<String, List<String>> open = new LinkedHashMap<>();
        open.put(start, rest(start, superseded, done));
        List<String> path = new ArrayList<>(List.of(start));
        while (!path.isEmpty()) {
            String at = path.get(path.size() - 1);
            List<String> next = open.getOrDefault(at, List.of());
            if (next.isEmpty()) {
                done.add(at);
                open.remove(at);
                path.remove(path.size() - 1);
                continue;
            }
            String each = next.remove(next.size() - 1);
            if (open.containsKey(each)) {
                rings.add(String.join(", ", path.subList(path.indexOf(each), path.size())));
            } else if (!done.contains(each)) {
                open.put(each, rest(each, superseded, done));
                path.add(each);
            }
        }
    }

    private static List<String> rest(
            String id, Map<String, Set<String>> superseded, Set<String> done) {
        return done.contains(id)
                ? new ArrayList<>()
                : new ArrayList<>(superseded.getOrDefault(id, Set.of()));
    }
}
