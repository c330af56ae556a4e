package org.esxsync.sync.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.config.FitPolicy;

/** Tells which patches hosts may refuse, each reason once. Used by one thread. */
final class UnfitPatches {

    private static final int TOLD = 20;

    private final FitPolicy fit;
    private final Set<String> warnings = new LinkedHashSet<>();

    UnfitPatches(FitPolicy fit) {
        this.fit = fit;
    }

    /** Takes a patch that these releases have or may get. */
    void add(Patch patch, List<EsxRelease> releases) {
        warnings.addAll(fit.warnings(patch, releases));
    }

    /** The warnings; of many, the first and how many more there are. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(warnings.stream().limit(TOLD).toList());
        int more = warnings.size() - TOLD;
        if (more > 0) {
            lines.add(
                    "hosts may refuse more patches, for %d more %s; 'show PATCH' tells why"
                            .formatted(more, more == 1 ? "reason" : "reasons"));
        }
        return lines;
    }
}
