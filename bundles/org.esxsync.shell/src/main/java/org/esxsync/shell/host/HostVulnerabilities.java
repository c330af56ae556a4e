package org.esxsync.shell.host;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposures;
import org.esxsync.api.compliance.Host;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds to what hosts lack what they are open to.
 *
 * @param advisories nothing where no bundle has it
 * @param compliance judges hosts; fails where no bundle has it
 * @param exposures fails where no bundle has it
 */
public record HostVulnerabilities(
        Supplier<Optional<Advisories>> advisories,
        Supplier<Compliance> compliance,
        Supplier<Exposures> exposures) {

    private static final Logger LOG = LoggerFactory.getLogger(HostVulnerabilities.class);

    /** The report with vulnerabilities if a place of advisories is configured; else as it is. */
    public ComplianceReport marked(ComplianceReport report, @Nullable String release) {
        Optional<Advisories> configured = advisories.get().filter(Advisories::isConfigured);
        if (configured.isEmpty() || report.hosts().isEmpty()) {
            return report;
        }
        try {
            return exposures.get().exposed(report, configured.get().read(), release);
        } catch (EsxSyncException e) {
            LOG.warn("vulnerabilities are not told: {}", e.getMessage());
            return report;
        }
    }

    /** What hosts are open to, whatever else they lack. */
    public ComplianceReport of(List<Host> hosts, KnownVulnerabilities known) {
        return exposures
                .get()
                .exposed(compliance.get().judge(hosts, Baseline.ALL, null), known, null);
    }
}
