package org.esxsync.shell.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.esxsync.api.Quantity;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.OpenVulnerability;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.jspecify.annotations.Nullable;

/** What hosts are open to. */
public final class ExposureViews {

    /** From what matters least to what matters most. */
    private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

    private ExposureViews() {}

    /** A vulnerability, and the host that is open to it. */
    private record Row(String host, OpenVulnerability open, boolean knowsExploited) {}

    /**
     * What each host is open to, and below it the numbers of each host.
     *
     * @param known what was read
     * @param problems what could not be read of hosts
     * @param whenEmpty what is told where there is no host
     */
    public static Result hosts(
            ComplianceReport report,
            KnownVulnerabilities known,
            List<String> problems,
            String whenEmpty) {
        return screen -> {
            List<Row> rows = new ArrayList<>();
            report.hosts().forEach(host -> rows.addAll(rows(host)));
            List<String> lines = new ArrayList<>();
            if (report.hosts().isEmpty()) {
                lines.add(whenEmpty);
            }
            if (!rows.isEmpty()) {
                List<Column<Row>> columns = new ArrayList<>();
                columns.add(Column.id("HOST", Row::host));
                columns.addAll(columns());
                lines.addAll(new Table<>(rows, columns, "").lines(screen));
                lines.add("");
            }
            for (HostReport host : report.hosts()) {
                lines.add(PlainText.of(host.host().name() + ": " + sum(host.exposure())));
            }
            problems.forEach(problem -> lines.add(PlainText.of(problem)));
            VulnerabilitySheet.warnings(known.places())
                    .forEach(text -> lines.add(PlainText.of("Warning: " + text)));
            return lines;
        };
    }

    private static List<Row> rows(HostReport report) {
        Exposure exposure = report.exposure();
        return exposure == null
                ? List.of()
                : exposure.open().stream()
                        .map(open -> new Row(report.host().name(), open, exposure.knowsExploited()))
                        .toList();
    }

    private static List<Column<Row>> columns() {
        return List.of(
                Column.name("CVE", each -> vulnerability(each).cve()),
                Column.name(
                        "SEVERITY",
                        each -> orNone(VulnerabilitySheet.severity(vulnerability(each)))),
                Column.name("EXPLOITED", ExposureViews::exploited),
                Column.prose("CLOSED BY", each -> closedBy(each.open())),
                Column.<Row>prose("TITLE", each -> orNone(vulnerability(each).title())).spared(1));
    }

    private static Vulnerability vulnerability(Row row) {
        return row.open().vulnerability();
    }

    private static String exploited(Row row) {
        if (vulnerability(row).isExploited()) {
            return "yes";
        }
        return row.knowsExploited() ? "-" : "unknown";
    }

    private static String closedBy(OpenVulnerability open) {
        if (!open.patches().isEmpty()) {
            return String.join(", ", open.patches());
        }
        return open.fixedIn().isEmpty()
                ? "no fix"
                : "not listed: " + String.join(", ", open.fixedIn());
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "-" : text;
    }

    /** What one host is open to; a table without rows if nothing is known. */
    static Table<?> ofHost(HostReport report) {
        return new Table<>(rows(report), columns(), "");
    }

    /**
     * Such as {@code 3 open (1 exploited), 400 closed, 12 unknown}; a dash if nothing could be
     * judged.
     */
    static String sum(@Nullable Exposure exposure) {
        if (exposure == null) {
            return "unknown";
        }
        if (!exposure.isKnown()) {
            return "-";
        }
        long exploited = exposure.exploited();
        int elsewhere = exposure.fixedElsewhere();
        return "%d open%s, %d closed, %d unknown%s"
                .formatted(
                        exposure.open().size(),
                        exploited == 0 ? "" : " (%d exploited)".formatted(exploited),
                        exposure.closed(),
                        exposure.unknown(),
                        elsewhere == 0
                                ? ""
                                : " (%d of them fixed on other branches alone)"
                                        .formatted(elsewhere));
    }

    /** What a patch closes, such as {@code 3 CVEs, critical, 1 exploited}. */
    static String closes(List<Vulnerability> closed) {
        if (closed.isEmpty()) {
            return "-";
        }
        String worst =
                closed.stream()
                        .map(Vulnerability::severity)
                        .filter(SEVERITIES::contains)
                        .max(Comparator.comparing(SEVERITIES::indexOf))
                        .map(word -> ", " + word)
                        .orElse("");
        long exploited = closed.stream().filter(Vulnerability::isExploited).count();
        return Quantity.count(closed.size(), "CVE", "CVEs")
                + worst
                + (exploited == 0 ? "" : ", %d exploited".formatted(exploited));
    }
}
