package org.esxsync.sync.succession;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibRelation.Operator;
import org.esxsync.api.patch.VibVersion;
import org.jspecify.annotations.Nullable;

/**
 * What VIBs say that they replace under one name. Of many relations with one operator only the
 * farthest-reaching are kept, of two names of VIBs, since a VIB never replaces one of its own name
 * by them.
 */
final class Replacements {

    private final Map<Operator, List<Entry>> open = new EnumMap<>(Operator.class);
    private final Map<VibVersion, List<Entry>> exact = new TreeMap<>();

    private record Entry(VibRelation relation, Replacer replacer) {

        String name() {
            return replacer.vib().name();
        }

        VibVersion version() {
            VibVersion version = relation.version();
            return version == null ? replacer.vib().version() : version;
        }
    }

    void add(VibRelation relation, Replacer replacer) {
        Entry entry = new Entry(relation, replacer);
        List<Entry> kept =
                relation.operator() == Operator.EQUAL
                        ? exact.computeIfAbsent(entry.version(), key -> new ArrayList<>())
                        : open.computeIfAbsent(relation.operator(), key -> new ArrayList<>());
        kept.add(entry);
        kept.sort(farthestFirst(relation.operator()));
        Entry first = kept.get(0);
        Optional<Entry> ofAnotherName =
                kept.stream().filter(each -> !each.name().equals(first.name())).findFirst();
        kept.clear();
        kept.add(first);
        ofAnotherName.ifPresent(kept::add);
    }

    private static Comparator<Entry> farthestFirst(Operator operator) {
        Comparator<Entry> byVersion = Comparator.comparing(Entry::version);
        return operator == Operator.AT_LEAST || operator == Operator.HIGHER
                ? byVersion
                : byVersion.reversed();
    }

    /**
     * What replaces a version of this name, or null.
     *
     * @param version the version, or null where none is provided
     * @param name the name of the VIB that provides it, which replaces nothing of itself
     */
    @Nullable Replacer of(@Nullable VibVersion version, String name) {
        for (List<Entry> entries : open.values()) {
            Replacer found = in(entries, version, name);
            if (found != null) {
                return found;
            }
        }
        return version == null ? null : in(exact.getOrDefault(version, List.of()), version, name);
    }

    private static @Nullable Replacer in(
            List<Entry> entries, @Nullable VibVersion version, String name) {
        for (Entry each : entries) {
            boolean matches =
                    version == null
                            ? each.relation().operator() == Operator.ANY
                            : each.relation().matches(each.relation().name(), version);
            if (matches && !each.name().equals(name)) {
                return each.replacer();
            }
        }
        return null;
    }
}
