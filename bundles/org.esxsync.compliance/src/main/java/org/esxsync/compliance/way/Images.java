package org.esxsync.compliance.way;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchSummary;

/** What tells the images of a release apart. */
final class Images {

    private static final String BASE = "esx-base";

    private Images() {}

    /** Whether it is an image profile of which all is listed, and nothing recalled. */
    static boolean isWhole(PatchSummary each) {
        Patch patch = each.patch();
        return patch.kind() == PatchKind.IMAGE_PROFILE
                && !each.recalled()
                && (patch.profile() == null || patch.profile().missingVibs().isEmpty());
    }

    /** The version of the base that a patch brings, which orders images. */
    static Optional<VibVersion> base(Patch patch) {
        return patch.vibs().stream()
                .filter(vib -> vib.name().equals(BASE))
                .map(Vib::version)
                .max(Comparator.naturalOrder());
    }

    /** Those that a host takes, since it has none of their names, or only lower versions. */
    static List<Vib> newer(List<Vib> vibs, Map<String, InstalledVib> installed) {
        return vibs.stream()
                .filter(
                        vib -> {
                            InstalledVib there = installed.get(vib.name());
                            return there == null || there.version().compareTo(vib.version()) < 0;
                        })
                .toList();
    }

    /**
     * What a host has once it took some VIBs.
     *
     * @param taken those VIBs
     * @param installed what it had, by name, which is changed
     */
    static void install(Collection<Vib> taken, Map<String, InstalledVib> installed) {
        for (Vib vib : taken) {
            if (!vib.replaces().isEmpty()) {
                installed
                        .values()
                        .removeIf(
                                there ->
                                        vib.replaces().stream()
                                                .anyMatch(
                                                        relation ->
                                                                relation.matches(
                                                                        there.name(),
                                                                        there.version())));
            }
        }
        taken.forEach(vib -> installed.put(vib.name(), InstalledVib.of(vib)));
    }
}
