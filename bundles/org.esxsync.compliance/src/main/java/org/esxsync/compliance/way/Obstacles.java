package org.esxsync.compliance.way;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.jspecify.annotations.Nullable;

/**
 * What a host would refuse: VIBs of other vendors that conflict with an image, or need what it does
 * not have.
 */
final class Obstacles {

    private final Collection<Vib> image;
    private final Map<String, Vib> imageByName = new HashMap<>();
    private final List<VibRelation> provided = new ArrayList<>();

    /**
     * @param image the VIBs that are to be installed
     */
    Obstacles(Collection<Vib> image) {
        this.image = image;
        for (Vib vib : image) {
            imageByName.put(vib.name(), vib);
            provided.addAll(vib.provides());
        }
    }

    /**
     * @param installed what the host has
     * @param described what the catalogue tells of a VIB that the host has, or null
     */
    List<String> of(Collection<InstalledVib> installed, Map<String, Vib> described) {
        List<String> obstacles = new ArrayList<>();
        for (InstalledVib each : installed) {
            if (!isReplaced(each)) {
                Vib known = described.get(each.toString());
                conflicts(each, known, obstacles);
                depends(each, known, installed, obstacles);
            }
        }
        return obstacles;
    }

    private boolean isReplaced(InstalledVib vib) {
        return imageByName.containsKey(vib.name())
                || image.stream()
                        .flatMap(each -> each.replaces().stream())
                        .anyMatch(relation -> relation.matches(vib.name(), vib.version()));
    }

    private void conflicts(InstalledVib vib, @Nullable Vib known, List<String> obstacles) {
        List<VibRelation> own = known == null ? vib.conflicts() : known.conflicts();
        for (VibRelation conflict : own) {
            if (isThere(conflict)) {
                obstacles.add(
                        "%s conflicts with %s of the image; remove it first, or take a newer one"
                                .formatted(vib, conflict));
            }
        }
        for (Vib each : image) {
            if (each.conflicts().stream()
                    .anyMatch(relation -> relation.matches(vib.name(), vib.version()))) {
                obstacles.add(
                        "%s %s of the image conflicts with %s; remove that first"
                                .formatted(each.name(), each.version(), vib));
            }
        }
    }

    /** Where the image tells nothing of what it provides, nobody can say that something lacks. */
    private void depends(
            InstalledVib vib,
            @Nullable Vib known,
            Collection<InstalledVib> installed,
            List<String> obstacles) {
        if (provided.isEmpty()) {
            return;
        }
        List<VibRelation> own = known == null ? vib.depends() : known.depends();
        for (VibRelation need : own) {
            boolean isMet =
                    isThere(need)
                            || installed.stream()
                                    .filter(each -> !isReplaced(each))
                                    .anyMatch(each -> each.satisfies(need));
            if (!isMet) {
                obstacles.add(
                        "%s needs %s, which the image does not have; remove it, or take a newer one"
                                .formatted(vib, need));
            }
        }
    }

    private boolean isThere(VibRelation relation) {
        Vib same = imageByName.get(relation.name());
        return same != null && relation.matches(same.name(), same.version())
                || provided.stream().anyMatch(relation::matches);
    }
}
