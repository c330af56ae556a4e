package org.esxsync.shell;

import java.util.Objects;
import java.util.Optional;
import org.esxsync.api.Quantity;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.HostReport;

/** What scripts must notice of hosts that are open to a vulnerability, or may be. */
final class ExposureVerdict {

    private ExposureVerdict() {}

    /**
     * Nothing if every known vulnerability is fixed on all hosts.
     *
     * @param report tells what each host is open to
     */
    static Optional<VerdictException> of(ComplianceReport report) {
        if (report.hosts().isEmpty()) {
            return Optional.of(
                    VerdictException.unknown("no host is known; 'hosts' tells what is recognised"));
        }
        long open =
                report.hosts().stream()
                        .map(HostReport::exposure)
                        .filter(each -> each != null && !each.open().isEmpty())
                        .count();
        if (open > 0) {
            return Optional.of(
                    VerdictException.wrong(
                            "%s open to vulnerabilities%s"
                                    .formatted(
                                            Quantity.count(open, "host is", "hosts are"),
                                            exploited(report))));
        }
        long unknown =
                report.hosts().stream()
                        .map(HostReport::exposure)
                        .filter(each -> each == null || each.unknown() > 0)
                        .count();
        return unknown == 0
                ? Optional.empty()
                : Optional.of(
                        VerdictException.unknown(
                                "no host is known to be open to a vulnerability; of %s some are"
                                                .formatted(Quantity.count(unknown, "host", "hosts"))
                                        + " unknown, which are neither open nor fixed"));
    }

    private static String exploited(ComplianceReport report) {
        long exploited =
                report.hosts().stream()
                        .map(HostReport::exposure)
                        .filter(Objects::nonNull)
                        .filter(each -> each.exploited() > 0)
                        .count();
        return exploited == 0 ? "" : ", %d of them to exploited ones".formatted(exploited);
    }
}
