package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/**
 * What a baseline brings, by name. Made once, and then read by one thread for each host. The order
 * in which things are added does not matter.
 */
final class ThingIndex {

    private final Map<String, Versions> byName = new HashMap<>();

    ThingIndex(Collection<Thing> things) {
        for (Thing thing : things) {
            named(thing.name()).add(thing);
            for (VibRelation each : thing.replaces()) {
                if (!each.name().equals(thing.name())) {
                    named(each.name()).add(new Versions.Replacer(thing, each));
                }
            }
        }
        byName.values().forEach(Versions::sort);
        byName.values().forEach(this::markReplaced);
    }

    /**
     * The VIBs that bulletins and single VIBs bring; image profiles demand more than they bring.
     */
    static ThingIndex ofVibs(List<PatchSummary> demanded) {
        List<Thing> things = new ArrayList<>();
        for (int i = 0; i < demanded.size(); i++) {
            Patch patch = demanded.get(i).patch();
            if (patch.kind() != PatchKind.IMAGE_PROFILE) {
                for (Vib vib : patch.vibs()) {
                    things.add(Thing.of(vib, i));
                }
            }
        }
        return new ThingIndex(things);
    }

    private Versions named(String name) {
        return byName.computeIfAbsent(name, each -> new Versions());
    }

    private void markReplaced(Versions versions) {
        List<Thing> things = versions.things();
        for (int i = 0; i < things.size(); i++) {
            Thing thing = things.get(i);
            if (versions.highest().version().compareTo(thing.version()) > 0) {
                versions.replaced(i);
            } else {
                List<Thing> by = displacing(thing, versions);
                if (!by.isEmpty()) {
                    versions.replaced(i, by);
                }
            }
        }
    }

    /** What takes a thing's place under another name. */
    private List<Thing> displacing(Thing thing, Versions versions) {
        Vib vib = thing.vib();
        if (vib == null) {
            return List.of();
        }
        return Stream.concat(
                        Stream.of(versions),
                        vib.provides().stream()
                                .map(provided -> byName.get(provided.name()))
                                .flatMap(Stream::ofNullable))
                .flatMap(each -> each.replacers().stream())
                .map(Versions.Replacer::thing)
                .filter(each -> each.displaces(thing))
                .distinct()
                .toList();
    }

    @Nullable Versions of(String name) {
        return byName.get(name);
    }

    /** Whether the baseline has, or replaces, something of this name. */
    boolean knows(String name) {
        return byName.containsKey(name);
    }
}
