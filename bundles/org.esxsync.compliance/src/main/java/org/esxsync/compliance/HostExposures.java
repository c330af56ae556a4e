package org.esxsync.compliance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Exposures;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.compliance.exposure.ReleaseExposure;
import org.esxsync.compliance.judge.ReleaseJudge;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells what hosts are open to by all that is listed, since a baseline closes nothing. */
@Component
public final class HostExposures implements Exposures {

    private final MirrorCatalogue catalogue;

    @Activate
    public HostExposures(@Reference MirrorCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public ComplianceReport exposed(
            ComplianceReport report, KnownVulnerabilities known, @Nullable String release) {
        Judges judges = new Judges(catalogue, Baseline.ALL, release);
        Map<ReleaseJudge, ReleaseExposure> exposures = new HashMap<>();
        return report.withHosts(
                report.hosts().stream()
                        .map(each -> each.with(exposure(each.host(), known, judges, exposures)))
                        .toList());
    }

    /** Of a host whose release is not known nobody can tell anything. */
    private static Exposure exposure(
            Host host,
            KnownVulnerabilities known,
            Judges judges,
            Map<ReleaseJudge, ReleaseExposure> exposures) {
        return judges.ofOwn(host)
                .map(
                        judge ->
                                exposures.computeIfAbsent(
                                        judge, each -> new ReleaseExposure(known, each)))
                .map(exposure -> exposure.of(host))
                .orElseGet(
                        () ->
                                new Exposure(
                                        List.of(), 0, known.all().size(), known.knowsExploited()));
    }
}
