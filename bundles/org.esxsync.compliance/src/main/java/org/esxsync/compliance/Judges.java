package org.esxsync.compliance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.compliance.facts.ArmEdition;
import org.esxsync.compliance.judge.ReleaseJudge;
import org.jspecify.annotations.Nullable;

/** The judges of the releases that have come up. Used by one thread. */
final class Judges {

    private final MirrorCatalogue catalogue;
    private final Baseline baseline;
    private final @Nullable EsxRelease asked;
    private final Map<EsxRelease, Optional<ReleaseJudge>> judges = new HashMap<>();

    Judges(MirrorCatalogue catalogue, Baseline baseline, @Nullable String release) {
        this.catalogue = catalogue;
        this.baseline = baseline;
        this.asked = release == null ? null : asked(catalogue, release, baseline);
    }

    private EsxRelease asked(MirrorCatalogue catalogue, String text, Baseline baseline) {
        List<PatchSummary> listed = catalogue.patches(text);
        EsxRelease found =
                catalogue.releases().stream()
                        .map(ReleaseSummary::release)
                        .filter(each -> each.isMeantBy(text))
                        .findFirst()
                        .orElseThrow(() -> new UnknownReleaseException(text, List.of()));
        judges.put(found, Optional.of(new ReleaseJudge(found, listed, baseline)));
        return found;
    }

    Optional<ReleaseJudge> of(Host host) {
        if (ArmEdition.runsOn(host)) {
            return Optional.empty();
        }
        EsxRelease release = asked == null ? host.release() : asked;
        return release == null ? Optional.empty() : judges.computeIfAbsent(release, this::judge);
    }

    /** Judges by what the host runs, if it tells that, whatever release is asked for. */
    Optional<ReleaseJudge> ofOwn(Host host) {
        EsxRelease own = host.release();
        if (own == null || ArmEdition.runsOn(host)) {
            return of(host);
        }
        return judges.computeIfAbsent(own, this::judge);
    }

    /** A host may be of a release that no matcher knows. */
    private Optional<ReleaseJudge> judge(EsxRelease release) {
        try {
            return Optional.of(
                    new ReleaseJudge(release, catalogue.patches(release.toString()), baseline));
        } catch (UnknownReleaseException e) {
            return Optional.empty();
        }
    }

    HostReport report(Host host) {
        if (!host.isKnown() && host.release() == null && !host.gaps().isEmpty()) {
            return ReleaseJudge.unknown(host, host.gaps().get(0));
        }
        if (ArmEdition.runsOn(host)) {
            return ReleaseJudge.unknown(
                    host,
                    "it runs ESXi for Arm, which is another product; no patches of it are listed");
        }
        if (asked == null && host.release() == null) {
            return ReleaseJudge.unknown(
                    host, "its release is not told; add what 'vmware -vl' prints, or --release");
        }
        return of(host).map(judge -> judge.report(host))
                .orElseGet(
                        () ->
                                ReleaseJudge.unknown(
                                        host, "no matcher knows the release " + host.release()));
    }

    /** A name that no release lists is a mistake, and not a demand that all fulfil. */
    void requireKnownNames() {
        List<ReleaseJudge> all = judges.values().stream().flatMap(Optional::stream).toList();
        for (String id : all.isEmpty() ? List.<String>of() : baseline.ids()) {
            boolean isKnown =
                    all.stream()
                            .flatMap(judge -> judge.demanded().stream())
                            .anyMatch(each -> each.patch().id().equalsIgnoreCase(id));
            if (!isKnown) {
                throw new UnknownPatchException(id);
            }
        }
    }
}
