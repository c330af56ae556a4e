package org.esxsync.source.depot.write;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.source.depot.read.PlainZip;

/**
 * What stays of a metadata zip.
 *
 * @param patches the published patches that stay, without notices
 * @param entries the entries that describe what stays
 * @param claimed those of these of which the platforms become the release's
 * @param vibs the entries that describe the VIBs that stay, by the ids of these
 * @param named finds what other entries name
 */
record Staying(
        List<Patch> patches,
        Set<String> entries,
        Set<String> claimed,
        Map<String, PlainZip.VibEntry> vibs,
        NamedIds named) {

    /** Some of what is known of a zip, which need not be read for it. */
    static Staying of(PlainZip zip, List<Patch> patches) {
        Set<String> entries = new HashSet<>();
        Map<String, PlainZip.VibEntry> vibs = new HashMap<>();
        for (Patch patch : patches) {
            PlainZip.PatchEntry described = zip.entry(patch);
            entries.add(described.name());
            for (String id : described.vibs()) {
                PlainZip.VibEntry vib = zip.vibs().get(id);
                if (vib != null && vibs.put(id, vib) == null) {
                    entries.add(vib.name());
                }
            }
        }
        return new Staying(patches, entries, Set.of(), vibs, new NamedIds(Set.of(), Set.of()));
    }

    /**
     * Whether other descriptions of VIBs name other files.
     *
     * @param replacing the descriptions by the entries that they replace
     */
    boolean movesFiles(Map<String, KeptDescriptions.Description> replacing) {
        return vibs.values().stream()
                .anyMatch(
                        vib -> {
                            KeptDescriptions.Description other = replacing.get(vib.name());
                            return other != null && !Objects.equals(vib.file(), other.file());
                        });
    }
}
