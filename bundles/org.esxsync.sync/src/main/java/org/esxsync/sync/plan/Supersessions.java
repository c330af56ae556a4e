package org.esxsync.sync.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.succession.Supersession;

/** Which patches are superseded in each release, found out when asked. Used by one thread. */
final class Supersessions {

    private final PlanBasis basis;
    private final List<Listed> all;
    private final Publishable publishable;
    private final Map<EsxRelease, Supersession> byRelease = new HashMap<>();

    /**
     * @param all what is listed, and what stands
     */
    Supersessions(PlanBasis basis, List<Listed> all, Publishable publishable) {
        this.basis = basis;
        this.all = all;
        this.publishable = publishable;
    }

    boolean isSuperseded(Patch patch, EsxRelease release) {
        return byRelease.computeIfAbsent(release, this::supersession).successor(patch).isPresent();
    }

    private Supersession supersession(EsxRelease release) {
        Set<PatchKey> standing = basis.published().getOrDefault(release, Set.of());
        return new Supersession(
                all.stream()
                        .filter(
                                each ->
                                        each.claims().contains(release)
                                                || standing.contains(each.key()))
                        .filter(each -> !basis.keep().isIgnored(each.key()))
                        .map(Listed::patch)
                        .filter(publishable)
                        .toList());
    }
}
