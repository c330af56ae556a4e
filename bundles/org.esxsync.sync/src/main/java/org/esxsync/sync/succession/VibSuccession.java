package org.esxsync.sync.succession;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.jspecify.annotations.Nullable;

/**
 * Which VIBs others replace, by VMware's rules: a higher version of the name does, and one that
 * says that it replaces what the other provides. Among VIBs of one name the version alone counts.
 * Looks up by name, so that tens of thousands of VIBs take no time. Used by one thread.
 */
final class VibSuccession {

    private final Map<String, Replacer> highest = new HashMap<>();
    private final Map<String, Replacements> replacements = new HashMap<>();

    /** The end of each chain of replacements that was followed; nothing for a ring. */
    private final Map<String, Optional<Replacer>> ends = new HashMap<>();

    void add(Vib vib, String patch) {
        Replacer replacer = new Replacer(vib, patch);
        highest.merge(
                vib.name(),
                replacer,
                (one, other) ->
                        one.vib().version().compareTo(other.vib().version()) >= 0 ? one : other);
        for (VibRelation each : vib.replaces()) {
            if (!each.name().equals(vib.name())) {
                replacements
                        .computeIfAbsent(each.name(), name -> new Replacements())
                        .add(each, replacer);
            }
        }
    }

    /** The patch of the last VIB that takes this one's place; nothing if none does. */
    Optional<String> successor(Vib vib) {
        Replacer next = next(vib);
        return next == null ? Optional.empty() : end(next).map(Replacer::patch);
    }

    private Optional<Replacer> end(Replacer start) {
        Map<String, Replacer> passed = new LinkedHashMap<>();
        Replacer at = start;
        Optional<Replacer> end = ends.get(at.vib().id());
        while (end == null) {
            if (passed.put(at.vib().id(), at) != null) {
                end = Optional.empty();
            } else {
                Replacer next = next(at.vib());
                end = next == null ? Optional.of(at) : ends.get(next.vib().id());
                at = next == null ? at : next;
            }
        }
        for (String each : passed.keySet()) {
            ends.put(each, end);
        }
        return end;
    }

    /** What replaces a VIB, or null. */
    private @Nullable Replacer next(Vib vib) {
        Replacer higher = higher(vib.name(), vib.version());
        if (higher != null) {
            return higher;
        }
        Replacer named = named(vib, vib.name(), vib.version());
        for (VibRelation each : vib.provides()) {
            if (named != null) {
                return named;
            }
            boolean hasVersion = each.operator() == VibRelation.Operator.EQUAL;
            named = named(vib, each.name(), hasVersion ? each.version() : null);
            if (named == null && hasVersion && !each.name().equals(vib.name())) {
                named = higher(each.name(), each.version());
            }
        }
        return named;
    }

    private @Nullable Replacer higher(String name, @Nullable VibVersion version) {
        Replacer found = highest.get(name);
        return found != null && version != null && found.vib().version().compareTo(version) > 0
                ? found
                : null;
    }

    private @Nullable Replacer named(Vib vib, String provided, @Nullable VibVersion version) {
        Replacements found = replacements.get(provided);
        return found == null ? null : found.of(version, vib.name());
    }
}
