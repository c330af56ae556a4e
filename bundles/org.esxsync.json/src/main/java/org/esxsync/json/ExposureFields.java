package org.esxsync.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.advisory.AdvisoryPlace;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.OpenVulnerability;
import org.jspecify.annotations.Nullable;

/** The fields of what hosts are open to, under the rules of {@link JsonFields}. */
final class ExposureFields {

    /** The columns of a vulnerability that a host is open to. */
    static final List<String> ROW =
            List.of(
                    "host",
                    "release",
                    "open",
                    "closed",
                    "unknown",
                    "cve",
                    "severity",
                    "score",
                    "exploited",
                    "patches",
                    "fixedIn",
                    "title");

    private ExposureFields() {}

    static Map<String, Object> report(ComplianceReport report, List<AdvisoryPlace> places) {
        return JsonFields.fields(
                "hosts",
                report.hosts().stream().map(ExposureFields::host).toList(),
                "places",
                places.stream().map(AdvisoryFields::place).toList());
    }

    private static Map<String, Object> host(HostReport report) {
        return JsonFields.fields(
                "host", report.host().name(),
                "release", JsonFields.text(report.host().release()),
                "vulnerabilities", exposure(report.exposure()));
    }

    /** Null where nobody was asked. */
    static @Nullable Map<String, Object> exposure(@Nullable Exposure exposure) {
        return exposure == null
                ? null
                : JsonFields.fields(
                        "open",
                                exposure.open().stream()
                                        .map(each -> open(each, exposure.knowsExploited()))
                                        .toList(),
                        "openCount", exposure.open().size(),
                        "exploitedCount", exposure.exploited(),
                        "closed", exposure.closed(),
                        "unknown", exposure.unknown(),
                        "fixedElsewhere", exposure.fixedElsewhere());
    }

    private static Map<String, Object> open(OpenVulnerability open, boolean knowsExploited) {
        Vulnerability vulnerability = open.vulnerability();
        Map<String, Object> fields = AdvisoryFields.summary(vulnerability);
        if (!vulnerability.isExploited() && !knowsExploited) {
            // Without a list of exploited ones, that one is not marked is no news.
            fields.put("exploited", null);
        }
        fields.put("patches", open.patches());
        fields.put("fixedIn", open.fixedIn());
        return fields;
    }

    static List<Map<String, Object>> rows(HostReport report) {
        Exposure exposure = report.exposure();
        if (exposure == null || exposure.open().isEmpty()) {
            return List.of(numbers(report));
        }
        return exposure.open().stream()
                .map(
                        each -> {
                            Map<String, Object> row = numbers(report);
                            row.putAll(open(each, exposure.knowsExploited()));
                            return row;
                        })
                .toList();
    }

    private static Map<String, Object> numbers(HostReport report) {
        Exposure exposure = report.exposure();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("host", report.host().name());
        row.put("release", JsonFields.text(report.host().release()));
        row.put("open", exposure == null ? null : exposure.open().size());
        row.put("closed", exposure == null ? null : exposure.closed());
        row.put("unknown", exposure == null ? null : exposure.unknown());
        return row;
    }
}
