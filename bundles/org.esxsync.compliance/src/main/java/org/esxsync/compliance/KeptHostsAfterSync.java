package org.esxsync.compliance;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostsAfterSync;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.compliance.KeptHosts;
import org.esxsync.api.compliance.LackingHosts;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.SyncReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Judges kept hosts only after a sync that has published something. */
@Component(service = HostsAfterSync.class)
public final class KeptHostsAfterSync implements HostsAfterSync {

    private final KeptHosts kept;
    private final Compliance compliance;

    @Activate
    public KeptHostsAfterSync(@Reference KeptHosts kept, @Reference Compliance compliance) {
        this.kept = kept;
        this.compliance = compliance;
    }

    @Override
    public Optional<LackingHosts> lacking(SyncReport report) {
        Set<String> published =
                report.outcomes().stream()
                        .filter(each -> each.outcome() == Outcome.PUBLISHED)
                        .map(PatchOutcome::patch)
                        .collect(Collectors.toSet());
        if (published.isEmpty()) {
            return Optional.empty();
        }
        List<Host> hosts = kept.all().stream().map(KeptHost::host).toList();
        return hosts.isEmpty()
                ? Optional.empty()
                : lacking(compliance.judge(hosts, Baseline.ALL, null).hosts(), published);
    }

    private static Optional<LackingHosts> lacking(List<HostReport> reports, Set<String> published) {
        int hosts = 0;
        Set<String> patches = new HashSet<>();
        Set<String> security = new HashSet<>();
        for (HostReport report : reports) {
            List<Patch> missing =
                    report.missing().stream()
                            .map(PatchSummary::patch)
                            .filter(patch -> published.contains(patch.id()))
                            .toList();
            hosts += missing.isEmpty() ? 0 : 1;
            for (Patch each : missing) {
                patches.add(each.id());
                if (each.classification().category().equals("security")) {
                    security.add(each.id());
                }
            }
        }
        return hosts == 0
                ? Optional.empty()
                : Optional.of(new LackingHosts(hosts, patches.size(), security.size()));
    }
}
