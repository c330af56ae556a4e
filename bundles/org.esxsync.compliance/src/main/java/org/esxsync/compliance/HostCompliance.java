package org.esxsync.compliance;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.WayForward;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.compliance.judge.ReleaseJudge;
import org.esxsync.compliance.way.WayFinder;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Reads what is listed for each release that the hosts have once, and judges the hosts by it. */
@Component(configurationPid = HostAge.PID)
@Designate(ocd = ComplianceConfig.class)
public final class HostCompliance implements Compliance {

    private final MirrorCatalogue catalogue;
    private final Clock clock;
    private final Supplier<HostAge> age;

    /** A wrong configuration does not fail the component, but each call, which tells it then. */
    @Activate
    public HostCompliance(@Reference MirrorCatalogue catalogue, Map<String, Object> properties) {
        this(catalogue, Clock.systemUTC(), () -> HostAge.of(HostAge.PID, properties));
    }

    HostCompliance(MirrorCatalogue catalogue, Clock clock, Supplier<HostAge> age) {
        this.catalogue = catalogue;
        this.clock = clock;
        this.age = age;
    }

    @Override
    public ComplianceReport judge(List<Host> hosts, Baseline baseline, @Nullable String release) {
        Judges judges = new Judges(catalogue, baseline, release);
        List<HostReport> reports = new ArrayList<>(hosts.size());
        Instant now = clock.instant();
        HostAge limit = age.get();
        hosts.forEach(host -> reports.add(judges.report(limit.aged(host, now))));
        judges.requireKnownNames();
        return new ComplianceReport(baseline, now, reports);
    }

    @Override
    public HostDetails details(Host told, Baseline baseline, @Nullable String release) {
        Host host = age.get().aged(told, clock.instant());
        Judges judges = new Judges(catalogue, baseline, release);
        HostReport report = judges.report(host);
        judges.requireKnownNames();
        ReleaseJudge judge = judges.of(host).orElse(null);
        if (judge == null) {
            return unjudged(report);
        }
        return details(report, judge, finder(judge));
    }

    /** What is listed is read once for all. */
    @Override
    public Stream<HostDetails> details(
            List<Host> hosts, Baseline baseline, @Nullable String release) {
        Judges judges = new Judges(catalogue, baseline, release);
        Map<ReleaseJudge, WayFinder> finders = new HashMap<>();
        HostAge limit = age.get();
        Instant now = clock.instant();
        return hosts.stream()
                .map(told -> limit.aged(told, now))
                .map(
                        host ->
                                judges.of(host)
                                        .map(
                                                judge ->
                                                        details(
                                                                judge.report(host),
                                                                judge,
                                                                finders.computeIfAbsent(
                                                                        judge, this::finder)))
                                        .orElseGet(() -> unjudged(judges.report(host))));
    }

    private static HostDetails unjudged(HostReport report) {
        return new HostDetails(report, List.of(), new WayForward(List.of(), List.of()));
    }

    private WayFinder finder(ReleaseJudge judge) {
        return new WayFinder(judge.release(), judge.listed(), this::installation);
    }

    private static HostDetails details(HostReport report, ReleaseJudge judge, WayFinder finder) {
        Host host = report.host();
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
}
