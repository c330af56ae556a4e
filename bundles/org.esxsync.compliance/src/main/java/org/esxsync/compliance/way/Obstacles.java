package org.esxsync.compliance.way;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.jspecify.annotations.Nullable;

/**
 * What a host would refuse: VIBs of other vendors that conflict with what is to be installed, or
 * need what is not there then. A VIB that the host has in a newer version stays as it is.
 */
final class Obstacles {

    private final String what;
    private final Collection<Vib> offered;

    /**
     * @param what what is to be installed, as messages call it
     * @param offered its VIBs
     */
    Obstacles(String what, Collection<Vib> offered) {
        this.what = what;
        this.offered = offered;
    }

    /**
     * @param installed what the host has, by name
     * @param described what the catalogue tells of a VIB that the host has
     */
    List<String> of(Map<String, InstalledVib> installed, Map<String, Vib> described) {
        List<Vib> taken = offered.stream().filter(vib -> isTaken(vib, installed)).toList();
        List<InstalledVib> kept = kept(installed.values(), taken);
        List<String> obstacles = new ArrayList<>();
        for (InstalledVib each : kept) {
            Vib known = described.get(each.toString());
            conflicts(each, known, taken, obstacles);
            depends(each, known, taken, kept, obstacles);
        }
        return obstacles;
    }

    private static boolean isTaken(Vib vib, Map<String, InstalledVib> installed) {
        InstalledVib there = installed.get(vib.name());
        return there == null || there.version().compareTo(vib.version()) <= 0;
    }

    private static List<InstalledVib> kept(Collection<InstalledVib> installed, List<Vib> taken) {
        Set<String> names = taken.stream().map(Vib::name).collect(Collectors.toSet());
        List<VibRelation> replaced =
                taken.stream().flatMap(each -> each.replaces().stream()).toList();
        return installed.stream()
                .filter(vib -> !names.contains(vib.name()))
                .filter(vib -> replaced.stream().noneMatch(relation -> isMeant(relation, vib)))
                .toList();
    }

    private static boolean isMeant(VibRelation relation, InstalledVib vib) {
        return relation.matches(vib.name(), vib.version());
    }

    private void conflicts(
            InstalledVib vib, @Nullable Vib known, List<Vib> taken, List<String> obstacles) {
        List<VibRelation> own = known == null ? vib.conflicts() : known.conflicts();
        for (VibRelation conflict : own) {
            if (isThere(conflict, taken)) {
                obstacles.add(
                        "%s conflicts with %s of %s; remove it first, or take a newer one"
                                .formatted(vib, conflict, what));
            }
        }
        for (Vib each : taken) {
            if (each.conflicts().stream().anyMatch(relation -> isMeant(relation, vib))) {
                obstacles.add(
                        "%s %s of %s conflicts with %s; remove that first"
                                .formatted(each.name(), each.version(), what, vib));
            }
        }
    }

    /** Where nothing is told of what it provides, nobody can say that something lacks. */
    private void depends(
            InstalledVib vib,
            @Nullable Vib known,
            List<Vib> taken,
            List<InstalledVib> kept,
            List<String> obstacles) {
        if (offered.stream().allMatch(each -> each.provides().isEmpty())) {
            return;
        }
        List<VibRelation> own = known == null ? vib.depends() : known.depends();
        for (VibRelation need : own) {
            boolean isMet =
                    isThere(need, taken) || kept.stream().anyMatch(each -> each.satisfies(need));
            if (!isMet) {
                obstacles.add(
                        "%s needs %s, which %s does not have; remove it, or take a newer one"
                                .formatted(vib, need, what));
            }
        }
    }

    private static boolean isThere(VibRelation relation, List<Vib> taken) {
        return taken.stream()
                .anyMatch(
                        vib ->
                                relation.matches(vib.name(), vib.version())
                                        || vib.provides().stream().anyMatch(relation::matches));
    }
}
