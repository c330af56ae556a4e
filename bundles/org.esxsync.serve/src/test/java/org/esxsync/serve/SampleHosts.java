package org.esxsync.serve;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Exposures;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstallStep;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.JudgedPatch;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.compliance.KeptHosts;
import org.esxsync.api.compliance.OpenVulnerability;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.compliance.WayForward;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.serve.hosts.HostRoom;
import org.jspecify.annotations.Nullable;

/**
 * Hosts to look at. Each third is compliant, each third unknown; the others lack as many patches as
 * their number says, one of them security. One host's texts are hostile.
 */
final class SampleHosts implements HostRoom, KeptHosts, Compliance, Exposures, Advisories {

    static final String HOSTILE = "../<script>alert('1')</script>&name=\"%00 +'";

    final AtomicInteger judgements = new AtomicInteger();
    final Semaphore held = new Semaphore(1);
    volatile List<KeptHost> hosts;
    volatile String failure = "";
    volatile boolean hasAdvisories = true;
    volatile String advisoryFailure = "";
    private final List<PatchSummary> patches;

    SampleHosts(SampleMirror mirror, int count) {
        patches = mirror.patches.stream().map(each -> each.summary()).toList();
        List<KeptHost> made = new ArrayList<>();
        if (count > 0) {
            made.add(kept(HOSTILE, SampleMirror.EIGHT, "<b>8.0.3</b>", 0));
            made.add(kept("bare", null, "", 2));
        }
        for (int i = 0; i < count; i++) {
            EsxRelease release = i % 2 == 0 ? SampleMirror.EIGHT : SampleMirror.SEVEN;
            made.add(kept("esx%04d".formatted(i), release, release.version() + ".3", i));
        }
        hosts = List.copyOf(made);
    }

    private static KeptHost kept(
            String name, @Nullable EsxRelease release, String version, int days) {
        Host.Builder host = Host.builder(name).release(release).version(version);
        if (!version.isEmpty()) {
            host.build(24_000_000L)
                    .base(new VibVersion("8.0.3-0.0.24000000"))
                    .profile("ESXi-standard", true)
                    .origin("lists/%s.txt: esxcli software vib list".formatted(name));
        }
        Instant at = SampleMirror.NOW.minus(Duration.ofDays(days % 60));
        return new KeptHost(host.build(), at);
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public KeptHosts kept() {
        return this;
    }

    @Override
    public Compliance compliance() {
        return this;
    }

    @Override
    public Optional<Exposures> exposures() {
        return Optional.of(this);
    }

    @Override
    public Optional<Advisories> advisories() {
        return Optional.of(this);
    }

    @Override
    public boolean isConfigured() {
        return hasAdvisories;
    }

    @Override
    public KnownVulnerabilities read() {
        if (!advisoryFailure.isEmpty()) {
            throw new EsxSyncException(advisoryFailure);
        }
        return (KnownVulnerabilities)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {KnownVulnerabilities.class},
                        (proxy, method, arguments) -> {
                            throw new UnsupportedOperationException(method.getName());
                        });
    }

    @Override
    public List<VulnerabilityDetails> details(List<Vulnerability> vulnerabilities) {
        throw new UnsupportedOperationException();
    }

    private static Vulnerability vulnerability(String cve) {
        boolean isExploited = cve.endsWith("1");
        return new Vulnerability(
                cve,
                SampleMirror.HOSTILE,
                null,
                "critical",
                null,
                isExploited ? new Exploitation(null, false, "") : null,
                List.of(),
                List.of(),
                List.of());
    }

    /** One that is exploited, one that nothing listed fixes, and one without a fix. */
    @Override
    public ComplianceReport exposed(
            ComplianceReport report, KnownVulnerabilities known, @Nullable String release) {
        String patch = patches.get(0).patch().id();
        Exposure exposure =
                new Exposure(
                        List.of(
                                new OpenVulnerability(
                                        vulnerability("CVE-2025-0001"), List.of(patch), List.of()),
                                new OpenVulnerability(
                                        vulnerability("CVE-2025-0002"),
                                        List.of(),
                                        List.of(SampleMirror.HOSTILE)),
                                new OpenVulnerability(
                                        vulnerability("CVE-2025-0003"), List.of(), List.of())),
                        7,
                        5,
                        true);
        return new ComplianceReport(
                report.baseline(),
                report.at(),
                report.hosts().stream().map(each -> each.with(exposure)).toList());
    }

    @Override
    public List<KeptHost> all() {
        return hosts;
    }

    @Override
    public Optional<KeptHost> find(String name) {
        return hosts.stream().filter(each -> each.host().name().equalsIgnoreCase(name)).findFirst();
    }

    @Override
    public String state() {
        if (!failure.isEmpty()) {
            throw new EsxSyncException(failure);
        }
        return hosts.isEmpty() ? "" : Integer.toString(System.identityHashCode(hosts));
    }

    @Override
    public void keep(List<Host> kept) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ComplianceReport judge(List<Host> all, Baseline baseline, @Nullable String release) {
        judgements.incrementAndGet();
        held.acquireUninterruptibly();
        held.release();
        return new ComplianceReport(
                baseline, SampleMirror.NOW, all.stream().map(this::report).toList());
    }

    private HostReport report(Host host) {
        String digits = host.name().replaceAll("\\D", "");
        int number = host.name().startsWith("esx") ? Integer.parseInt(digits) : 0;
        if (host.release() == null || number % 3 == 2) {
            return HostReport.builder(host, HostVerdict.UNKNOWN, "it tells too little")
                    .installed(1)
                    .unknown(2)
                    .remarks(List.of("its list is cut"))
                    .build();
        }
        if (number % 3 == 1) {
            return HostReport.builder(host, HostVerdict.COMPLIANT, "it has all that is listed")
                    .installed(12)
                    .superseded(3)
                    .notApplicable(4)
                    .build();
        }
        boolean isHostile = host.name().equals(HOSTILE);
        String agentVendor = isHostile ? HOSTILE : "ACME";
        return HostReport.builder(
                        host,
                        HostVerdict.NON_COMPLIANT,
                        "it lacks patches" + (isHostile ? HOSTILE : ""))
                .installed(5)
                .missing(patches.subList(0, Math.min(patches.size(), isHostile ? 2 : number + 2)))
                .unlisted(List.of(new InstalledVib("agent", new VibVersion("1"), agentVendor)))
                .remarks(isHostile ? List.of(HOSTILE) : List.of())
                .build();
    }

    @Override
    public HostDetails details(Host host, Baseline baseline, @Nullable String release) {
        HostReport report = report(host);
        List<JudgedPatch> unknown =
                report.unknown() == 0
                        ? List.of()
                        : List.of(
                                new JudgedPatch(
                                        patches.get(0),
                                        PatchVerdict.UNKNOWN,
                                        "it tells no VIBs " + HOSTILE,
                                        List.of()));
        return new HostDetails(
                report,
                unknown,
                new WayForward(
                        report.missing().stream().map(SampleHosts::step).toList(),
                        report.missing().isEmpty()
                                ? List.of()
                                : List.of("agent 1 conflicts with <i>esx-base</i>")));
    }

    private static InstallStep step(PatchSummary missing) {
        Patch patch = missing.patch();
        return new InstallStep(
                patch.id(),
                90_000_000,
                Reboot.REQUIRED,
                true,
                !missing.publishedIn().isEmpty(),
                List.of("esxcli software vib update -d http://MIRROR/esxi-8.0/index.xml"));
    }
}
