package org.esxsync.compliance.judge;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.sync.PatchSummary;

/** VIBs that nothing but recalled patches bring. */
final class RecalledVibs {

    private static final BinaryOperator<String> FIRST =
            (one, other) -> one.compareTo(other) <= 0 ? one : other;

    private final Map<String, String> patches = new HashMap<>();

    RecalledVibs(List<PatchSummary> listed) {
        for (PatchSummary each : listed) {
            if (each.recalled()) {
                each.patch()
                        .vibs()
                        .forEach(vib -> patches.merge(name(vib), each.patch().id(), FIRST));
            }
        }
        if (!patches.isEmpty()) {
            listed.stream()
                    .filter(each -> !each.recalled())
                    .flatMap(each -> each.patch().vibs().stream())
                    .forEach(vib -> patches.remove(name(vib)));
        }
    }

    private static String name(Vib vib) {
        return vib.name() + " " + vib.version();
    }

    /** One line for each VIB that was recalled. */
    List<String> remarks(Collection<InstalledVib> installed) {
        if (patches.isEmpty()) {
            return List.of();
        }
        return installed.stream()
                .filter(vib -> patches.containsKey(vib.toString()))
                .map(
                        vib ->
                                "it has %s of %s, which was recalled"
                                        .formatted(vib, patches.get(vib.toString())))
                .toList();
    }
}
