package org.esxsync.compliance.html;

import java.util.List;
import java.util.stream.Collectors;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.OpenVulnerability;
import org.jspecify.annotations.Nullable;

/** The vulnerabilities that a host is open to. */
final class OpenTable {

    private OpenTable() {}

    /**
     * @param exposure null where nobody was asked
     */
    static String sum(@Nullable Exposure exposure) {
        if (exposure == null || !exposure.isKnown()) {
            return "-";
        }
        return "%d open%s, %d closed, %d unknown"
                .formatted(
                        exposure.open().size(),
                        exposure.exploited() == 0
                                ? ""
                                : " (%d exploited)".formatted(exposure.exploited()),
                        exposure.closed(),
                        exposure.unknown());
    }

    /** What a patch closes, with a mark on what is exploited. */
    static String closes(List<Vulnerability> closed) {
        return closed.isEmpty()
                ? "-"
                : closed.stream()
                        .map(each -> each.cve() + (each.isExploited() ? " (exploited)" : ""))
                        .collect(Collectors.joining(", "));
    }

    static void add(Html page, @Nullable Exposure exposure) {
        if (exposure == null) {
            return;
        }
        page.element(
                "p",
                "Vulnerabilities: %s. What is unknown is neither open nor closed."
                        .formatted(sum(exposure)));
        if (exposure.open().isEmpty()) {
            return;
        }
        page.table("Open to", "Severity", "Exploited", "Closed by", "Title");
        for (OpenVulnerability each : exposure.open()) {
            Vulnerability vulnerability = each.vulnerability();
            page.row(
                    vulnerability.cve(),
                    vulnerability.severity().isEmpty() ? "-" : vulnerability.severity(),
                    exploited(vulnerability, exposure.knowsExploited()),
                    closedBy(each),
                    vulnerability.title());
        }
        page.endTable();
    }

    private static String exploited(Vulnerability vulnerability, boolean knowsExploited) {
        if (vulnerability.isExploited()) {
            return "yes";
        }
        return knowsExploited ? "-" : "unknown";
    }

    private static String closedBy(OpenVulnerability open) {
        if (!open.patches().isEmpty()) {
            return String.join(", ", open.patches());
        }
        return open.fixedIn().isEmpty()
                ? "no fix"
                : "not listed: " + String.join(", ", open.fixedIn());
    }
}
