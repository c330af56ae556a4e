package org.esxsync.compliance;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.WayForward;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.compliance.judge.ReleaseJudge;
import org.esxsync.compliance.way.WayFinder;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads what is listed for each release that the hosts have once, and judges the hosts by it. */
@Component
public final class HostCompliance implements Compliance {

    private final MirrorCatalogue catalogue;
    private final Clock clock;

    @Activate
    public HostCompliance(@Reference MirrorCatalogue catalogue) {
        this(catalogue, Clock.systemUTC());
    }

    HostCompliance(MirrorCatalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Override
    public ComplianceReport judge(List<Host> hosts, Baseline baseline, @Nullable String release) {
        Judges judges = new Judges(catalogue, baseline, release);
        List<HostReport> reports = new ArrayList<>(hosts.size());
        hosts.forEach(host -> reports.add(judges.report(host)));
        judges.requireKnownNames();
        return new ComplianceReport(baseline, clock.instant(), reports);
    }

    @Override
    public HostDetails details(Host host, Baseline baseline, @Nullable String release) {
        Judges judges = new Judges(catalogue, baseline, release);
        HostReport report = judges.report(host);
        judges.requireKnownNames();
        ReleaseJudge judge = judges.of(host).orElse(null);
        if (judge == null) {
            return new HostDetails(report, List.of(), new WayForward(List.of(), List.of()));
        }
        WayFinder finder = new WayFinder(judge.release(), judge.listed(), this::installation);
        return new HostDetails(
                report, judge.details(host), finder.of(report, judge.installedByName(host)));
    }

    private List<String> installation(PatchSummary patch) {
        return catalogue.show(patch.patch().id()).stream()
                .filter(each -> each.summary().patch().key().equals(patch.patch().key()))
                .map(PatchDetails::installation)
                .filter(lines -> !lines.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The judges of the releases that have come up. */
    private static final class Judges {

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
            EsxRelease release = asked == null ? host.release() : asked;
            return release == null
                    ? Optional.empty()
                    : judges.computeIfAbsent(release, this::judge);
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
            if (asked == null && host.release() == null) {
                return ReleaseJudge.unknown(
                        host,
                        "its release is not told; add what 'vmware -vl' prints, or --release");
            }
            return of(host).map(judge -> judge.report(host))
                    .orElseGet(
                            () ->
                                    ReleaseJudge.unknown(
                                            host,
                                            "no matcher knows the release " + host.release()));
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
}
