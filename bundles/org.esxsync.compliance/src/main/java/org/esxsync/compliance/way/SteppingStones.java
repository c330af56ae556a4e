package org.esxsync.compliance.way;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/**
 * Finds the images that a host must have gone through before it takes another one. The only thing
 * that metadata tell of this are the relations of VIBs: what an image needs and does not bring
 * itself, the host must have already.
 */
final class SteppingStones {

    private final List<PatchSummary> images;

    /**
     * The images on a way.
     *
     * @param images in the order in which they are installed, without the one that is wanted
     * @param unmet what the wanted one still needs, and no listed image brings
     */
    record Stones(List<PatchSummary> images, List<VibRelation> unmet) {}

    /**
     * @param images the whole images that are listed for a release
     */
    SteppingStones(List<PatchSummary> images) {
        this.images =
                images.stream()
                        .sorted(
                                Comparator.comparing(
                                                SteppingStones::base,
                                                Comparator.nullsFirst(
                                                        Comparator.<VibVersion>naturalOrder()))
                                        .thenComparing(each -> each.patch().id()))
                        .toList();
    }

    private static @Nullable VibVersion base(PatchSummary image) {
        return Images.base(image.patch()).orElse(null);
    }

    /**
     * The stones on the way to an image; none where it is not known what the host has.
     *
     * @param installed what the host has, by name
     */
    Stones to(PatchSummary wanted, Map<String, InstalledVib> installed) {
        List<PatchSummary> stones = new ArrayList<>();
        if (installed.isEmpty()) {
            return new Stones(stones, List.of());
        }
        Map<String, InstalledVib> there = new HashMap<>(installed);
        Set<Patch> tried = new HashSet<>(Set.of(wanted.patch()));
        List<VibRelation> unmet = step(wanted, there, tried, stones);
        return new Stones(stones, unmet);
    }

    /**
     * Adds the stones before an image.
     *
     * @param there what the host has; what the stones bring is added
     * @param tried the images that are on the way already, or lead nowhere
     * @return what the image still needs then
     */
    private List<VibRelation> step(
            PatchSummary wanted,
            Map<String, InstalledVib> there,
            Set<Patch> tried,
            List<PatchSummary> stones) {
        List<VibRelation> unmet = unmet(wanted.patch(), there);
        while (!unmet.isEmpty()) {
            Optional<PatchSummary> stone = stone(unmet.get(0), wanted, tried);
            if (stone.isEmpty()) {
                return unmet;
            }
            tried.add(stone.get().patch());
            Map<String, InstalledVib> before = new HashMap<>(there);
            List<PatchSummary> further = new ArrayList<>(stones);
            if (step(stone.get(), before, tried, further).isEmpty()) {
                further.add(stone.get());
                stones.clear();
                stones.addAll(further);
                there.putAll(before);
                Images.install(Images.newer(stone.get().patch().vibs(), there), there);
                unmet = unmet(wanted.patch(), there);
            }
        }
        return unmet;
    }

    /** What an image needs and neither brings itself nor the host has. */
    private static List<VibRelation> unmet(Patch image, Map<String, InstalledVib> there) {
        List<InstalledVib> own = image.vibs().stream().map(InstalledVib::of).toList();
        if (own.stream().allMatch(vib -> vib.provides().isEmpty())) {
            // An image of which not even this is told lacks nothing that anybody could know.
            return List.of();
        }
        return image.vibs().stream()
                .map(Vib::depends)
                .flatMap(List::stream)
                .distinct()
                .filter(need -> own.stream().noneMatch(vib -> vib.satisfies(need)))
                .filter(need -> there.values().stream().noneMatch(vib -> vib.satisfies(need)))
                .toList();
    }

    /** The newest older image that brings what is needed. */
    private Optional<PatchSummary> stone(VibRelation need, PatchSummary wanted, Set<Patch> tried) {
        VibVersion limit = base(wanted);
        return images.stream()
                .filter(each -> !tried.contains(each.patch()))
                .filter(each -> isOlder(base(each), limit))
                .filter(
                        each ->
                                each.patch().vibs().stream()
                                        .anyMatch(vib -> InstalledVib.of(vib).satisfies(need)))
                .reduce((older, newer) -> newer);
    }

    private static boolean isOlder(@Nullable VibVersion one, @Nullable VibVersion other) {
        return one != null && other != null && one.compareTo(other) < 0;
    }
}
