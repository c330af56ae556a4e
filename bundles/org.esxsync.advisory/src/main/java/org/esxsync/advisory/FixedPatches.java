package org.esxsync.advisory;

import java.util.List;
import java.util.Optional;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.advisory.PatchedFix;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSummary;

/** Finds the patches of the catalogue that are a fix. */
final class FixedPatches {

    private FixedPatches() {}

    static List<VulnerabilityDetails> of(
            List<Vulnerability> vulnerabilities, MirrorCatalogue catalogue) {
        List<FixedRelease> wanted =
                vulnerabilities.stream()
                        .flatMap(each -> each.fixes().stream())
                        .map(Fix::fixedIn)
                        .flatMap(fixed -> Optional.ofNullable(fixed).stream())
                        .distinct()
                        .toList();
        List<PatchSummary> patches =
                wanted.isEmpty()
                        ? List.of()
                        : catalogue.patches(null, known -> isOneOf(wanted, known.patch()));
        return vulnerabilities.stream().map(each -> details(each, patches)).toList();
    }

    private static boolean isOneOf(List<FixedRelease> wanted, Patch patch) {
        Optional<FixedRelease> image = FixedRelease.of(patch);
        return wanted.stream().anyMatch(fixed -> isIt(fixed, patch, image));
    }

    private static boolean isIt(FixedRelease fixed, Patch patch, Optional<FixedRelease> image) {
        return fixed.text().equalsIgnoreCase(patch.id())
                || image.filter(fixed::isSameImageAs).isPresent();
    }

    private static VulnerabilityDetails details(
            Vulnerability vulnerability, List<PatchSummary> patches) {
        return new VulnerabilityDetails(
                vulnerability,
                vulnerability.fixes().stream().map(fix -> patched(fix, patches)).toList());
    }

    private static PatchedFix patched(Fix fix, List<PatchSummary> patches) {
        FixedRelease fixed = fix.fixedIn();
        return new PatchedFix(
                fix,
                fixed == null
                        ? List.of()
                        : patches.stream()
                                .filter(
                                        each ->
                                                isIt(
                                                        fixed,
                                                        each.patch(),
                                                        FixedRelease.of(each.patch())))
                                .toList());
    }
}
