package org.esxsync.advisory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.MirrorCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * What patches close by their ids: what names them as a fix, and what names one that they
 * supersede, over however many steps. Reads the catalogue once, when that is first asked for. Safe
 * for many threads.
 */
final class SupersededFixes {

    private final Map<String, Set<String>> named;
    private final MirrorCatalogue catalogue;
    private @Nullable Map<String, Set<String>> closed;

    /**
     * @param named the ids of vulnerabilities by the {@link #key keys} of the patches that they
     *     name
     */
    SupersededFixes(Map<String, Set<String>> named, MirrorCatalogue catalogue) {
        this.named = named;
        this.catalogue = catalogue;
    }

    /** An id as it counts: in any case of letters. */
    static String key(String patch) {
        return patch.toUpperCase(Locale.ROOT);
    }

    /** The ids of the vulnerabilities that a patch closes. */
    Set<String> closedBy(Patch patch) {
        Set<String> found = new HashSet<>(named.getOrDefault(key(patch.id()), Set.of()));
        if (!patch.supersedes().isEmpty()) {
            Map<String, Set<String>> all = closed();
            found.addAll(all.getOrDefault(key(patch.id()), Set.of()));
            patch.supersedes().forEach(id -> found.addAll(all.getOrDefault(key(id), Set.of())));
        }
        return found;
    }

    /** Reads the catalogue if nobody has yet. */
    synchronized Map<String, Set<String>> closed() {
        Map<String, Set<String>> known = closed;
        if (known == null) {
            known = passedOn(named, successors());
            closed = known;
        }
        return known;
    }

    /** Each listed patch is looked at, and none is wanted: nothing more is worked out about it. */
    private Map<String, Set<String>> successors() {
        Map<String, Set<String>> successors = new HashMap<>();
        catalogue.patches(
                null,
                known -> {
                    Patch patch = known.patch();
                    for (String older : patch.supersedes()) {
                        successors
                                .computeIfAbsent(key(older), id -> new HashSet<>())
                                .add(key(patch.id()));
                    }
                    return false;
                });
        return successors;
    }

    /** Of patches that supersede each other in a circle, each closes what any of them does. */
    private static Map<String, Set<String>> passedOn(
            Map<String, Set<String>> named, Map<String, Set<String>> successors) {
        Map<String, Set<String>> closed = new HashMap<>();
        named.forEach((patch, cves) -> closed.put(patch, new TreeSet<>(cves)));
        Deque<String> open = new ArrayDeque<>(named.keySet());
        while (!open.isEmpty()) {
            String older = open.pop();
            List<String> cves = List.copyOf(closed.getOrDefault(older, Set.of()));
            for (String newer : successors.getOrDefault(older, Set.of())) {
                if (closed.computeIfAbsent(newer, id -> new TreeSet<>()).addAll(cves)) {
                    open.push(newer);
                }
            }
        }
        return closed;
    }
}
