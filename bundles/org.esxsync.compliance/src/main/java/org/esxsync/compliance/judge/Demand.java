package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.sync.PatchSummary;

/** Those of the listed patches that a baseline demands. */
final class Demand {

    private static final String SECURITY = "security";

    private Demand() {}

    /** Each patch once, in the order of the listing. */
    static List<PatchSummary> of(Baseline baseline, List<PatchSummary> listed) {
        Set<String> names =
                baseline.ids().stream()
                        .map(id -> id.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        Set<PatchKey> seen = new HashSet<>();
        List<PatchSummary> demanded = new ArrayList<>();
        for (PatchSummary each : listed) {
            if (isDemanded(baseline, names, each) && seen.add(each.patch().key())) {
                demanded.add(each);
            }
        }
        return demanded;
    }

    private static boolean isDemanded(Baseline baseline, Set<String> names, PatchSummary each) {
        Patch patch = each.patch();
        if (patch.kind() == PatchKind.NOTICE) {
            return false;
        }
        if (baseline.kind() == Baseline.Kind.NAMED) {
            return names.contains(patch.id().toLowerCase(Locale.ROOT));
        }
        if (patch.kind() == PatchKind.IMAGE_PROFILE
                || each.recalled()
                || patch.classification().isRecall()) {
            return false;
        }
        return switch (baseline.kind()) {
            case SECURITY -> patch.classification().category().equals(SECURITY);
            case UNTIL ->
                    patch.releaseDate() != null
                            && baseline.until() != null
                            && !patch.releaseDate().isAfter(baseline.until());
            default -> true;
        };
    }
}
