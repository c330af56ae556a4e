package org.esxsync.compliance;

import java.util.List;
import java.util.Optional;
import org.esxsync.api.advisory.AdvisoryPlace;
import org.esxsync.api.advisory.FixState;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.patch.Patch;

/** Vulnerabilities that a test tells of. */
record ToldVulnerabilities(List<Vulnerability> all, boolean knowsExploited)
        implements KnownVulnerabilities {

    @Override
    public Optional<Vulnerability> find(String cve) {
        return all.stream().filter(each -> each.cve().equals(cve)).findFirst();
    }

    @Override
    public List<Vulnerability> closedBy(Patch patch) {
        Optional<FixedRelease> image = FixedRelease.of(patch);
        return all.stream().filter(each -> isClosed(each, patch, image)).toList();
    }

    private static boolean isClosed(
            Vulnerability vulnerability, Patch patch, Optional<FixedRelease> brought) {
        return vulnerability.fixes().stream()
                        .flatMap(fix -> Optional.ofNullable(fix.fixedIn()).stream())
                        .anyMatch(
                                fixed ->
                                        fixed.text().equals(patch.id())
                                                || patch.supersedes().contains(fixed.text()))
                || brought.filter(image -> vulnerability.standing(image) == FixState.FIXED)
                        .isPresent();
    }

    @Override
    public List<AdvisoryPlace> places() {
        return List.of();
    }
}
