package org.esxsync.shell.host;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Exposures;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostExport;
import org.esxsync.api.compliance.HostInventory;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstallStep;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.compliance.KeptHosts;
import org.esxsync.api.compliance.WayForward;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/** One host in whatever is read, judged as a test says. */
public final class FakeHosts
        implements HostInventory, KeptHosts, HostExport, Compliance, Exposures {

    public static final Host HOST = Host.builder("h").build();

    final List<KeptHost> kept = new ArrayList<>();
    final List<PatchSummary> missing = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    final List<Host> others = new ArrayList<>();
    public Exposure exposure = new Exposure(List.of(), 0, 0, false);

    @Override
    public Inventory read(List<Path> places) {
        List<Host> hosts = new ArrayList<>(others);
        hosts.add(HOST);
        return new Inventory(hosts, problems);
    }

    @Override
    public Inventory read(String name, InputStream in) {
        return read(List.of());
    }

    @Override
    public Inventory joined(List<Inventory> inventories) {
        return inventories.get(0);
    }

    @Override
    public List<KeptHost> all() {
        return List.copyOf(kept);
    }

    @Override
    public Optional<KeptHost> find(String name) {
        return kept.stream().filter(each -> each.host().name().equals(name)).findFirst();
    }

    @Override
    public String state() {
        return kept.isEmpty() ? "" : kept.toString();
    }

    @Override
    public void keep(List<Host> hosts) {
        hosts.forEach(host -> kept.add(new KeptHost(host, Instant.EPOCH)));
    }

    @Override
    public void export(Consumer<String> lines) {
        kept.forEach(each -> lines.accept(each.host().name()));
    }

    @Override
    public boolean delete(String name) {
        return kept.removeIf(each -> each.host().name().equals(name));
    }

    @Override
    public ComplianceReport judge(List<Host> hosts, Baseline baseline, @Nullable String release) {
        return new ComplianceReport(
                baseline, Instant.EPOCH, hosts.stream().map(this::report).toList());
    }

    private HostReport report(Host host) {
        return HostReport.builder(
                        host,
                        missing.isEmpty() ? HostVerdict.COMPLIANT : HostVerdict.NON_COMPLIANT,
                        "")
                .missing(missing)
                .build();
    }

    @Override
    public HostDetails details(Host host, Baseline baseline, @Nullable String release) {
        InstallStep step =
                new InstallStep(
                        "P",
                        1,
                        Reboot.REQUIRED,
                        true,
                        true,
                        List.of("esxcli software vib update -d http://MIRROR/esxi-8.0/index.xml"));
        return new HostDetails(report(host), List.of(), new WayForward(List.of(step), List.of()));
    }

    @Override
    public ComplianceReport exposed(
            ComplianceReport report, KnownVulnerabilities known, @Nullable String release) {
        return new ComplianceReport(
                report.baseline(),
                report.at(),
                report.hosts().stream().map(each -> each.with(exposure)).toList());
    }
}
