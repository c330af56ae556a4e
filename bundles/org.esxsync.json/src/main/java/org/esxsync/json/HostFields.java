package org.esxsync.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstallStep;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.compliance.JudgedPatch;
import org.esxsync.api.compliance.JudgedVib;
import org.esxsync.api.compliance.LackingHosts;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/** The fields of hosts and of what they lack, under the rules of {@link JsonFields}. */
final class HostFields {

    /** The columns of a host. */
    static final List<String> HOST =
            List.of(
                    "name",
                    "release",
                    "version",
                    "build",
                    "base",
                    "vibs",
                    "components",
                    "bulletins",
                    "profile",
                    "profileChanged",
                    "connected",
                    "gaps",
                    "origins",
                    "at");

    /** The columns of what a host lacks. */
    static final List<String> REPORT =
            List.of(
                    "host",
                    "release",
                    "version",
                    "build",
                    "verdict",
                    "reason",
                    "missingCount",
                    "missingSecurity",
                    "installed",
                    "superseded",
                    "notApplicable",
                    "unknown",
                    "missingIds",
                    "openCves",
                    "exploitedCves",
                    "unknownCves",
                    "openCveIds");

    /** The columns of a judged patch. */
    static final List<String> JUDGED =
            List.of("id", "verdict", "reason", "releaseDate", "category", "severity", "title");

    private HostFields() {}

    static Map<String, Object> inventory(Inventory inventory) {
        return JsonFields.fields(
                "hosts", inventory.hosts().stream().map(HostFields::host).toList(),
                "problems", inventory.problems());
    }

    static Map<String, Object> host(Host host) {
        return JsonFields.fields(
                "name", host.name(),
                "release", JsonFields.text(host.release()),
                "version", host.version().isEmpty() ? null : host.version(),
                "build", host.build(),
                "base", JsonFields.text(host.base()),
                "vibs", texts(host.vibs()),
                "components", texts(host.components()),
                "bulletins", host.bulletins(),
                "lacking", host.lacking(),
                "profile", host.profile(),
                "profileChanged", host.profileChanged(),
                "connected", host.connected(),
                "at", JsonFields.text(host.at()),
                "gaps", host.gaps(),
                "origins", host.origins());
    }

    private static @Nullable List<String> texts(@Nullable List<?> things) {
        return things == null ? null : things.stream().map(Objects::toString).toList();
    }

    static Map<String, Object> compliance(ComplianceReport report) {
        return JsonFields.fields(
                "baseline", report.baseline().toString(),
                "at", report.at().toString(),
                "verdict", JsonFields.code(report.verdict()),
                "compliant", report.count(HostVerdict.COMPLIANT),
                "nonCompliant", report.count(HostVerdict.NON_COMPLIANT),
                "unknown", report.count(HostVerdict.UNKNOWN),
                "hosts", report.hosts().stream().map(HostFields::report).toList(),
                "problems", report.problems());
    }

    /** The rows of hosts, and then one for each thing that could not be read. */
    static List<Map<String, Object>> rows(ComplianceReport report) {
        List<Map<String, Object>> rows = new ArrayList<>();
        report.hosts().forEach(each -> rows.add(reportRow(each)));
        report.problems().forEach(each -> rows.add(unread(each)));
        return rows;
    }

    private static Map<String, Object> unread(String problem) {
        return JsonFields.fields(
                "verdict", JsonFields.code(HostVerdict.UNKNOWN), "reason", "not read: " + problem);
    }

    private static Map<String, Object> report(HostReport report) {
        Map<String, Object> fields = summary(report);
        Exposure exposure = report.exposure();
        Map<String, List<Vulnerability>> closed = exposure == null ? Map.of() : exposure.byPatch();
        fields.put(
                "missing",
                report.missing().stream().map(each -> missing(each, exposure, closed)).toList());
        fields.put("unlistedVibs", texts(report.unlisted()));
        fields.put("remarks", report.remarks());
        fields.put("vulnerabilities", ExposureFields.exposure(exposure));
        return fields;
    }

    private static Map<String, Object> missing(
            PatchSummary missing,
            @Nullable Exposure exposure,
            Map<String, List<Vulnerability>> closed) {
        Map<String, Object> fields = missing(missing);
        fields.put(
                "closes",
                exposure == null
                        ? null
                        : closed.getOrDefault(missing.patch().id(), List.of()).stream()
                                .map(Vulnerability::cve)
                                .toList());
        return fields;
    }

    private static Map<String, Object> reportRow(HostReport report) {
        Map<String, Object> fields = summary(report);
        fields.put("missingIds", report.missing().stream().map(each -> each.patch().id()).toList());
        Exposure exposure = report.exposure();
        if (exposure != null) {
            fields.put("openCves", exposure.open().size());
            fields.put("exploitedCves", exposure.exploited());
            fields.put("unknownCves", exposure.unknown());
            fields.put(
                    "openCveIds",
                    exposure.open().stream().map(each -> each.vulnerability().cve()).toList());
        }
        return fields;
    }

    private static Map<String, Object> summary(HostReport report) {
        Host host = report.host();
        return JsonFields.fields(
                "host", host.name(),
                "release", JsonFields.text(host.release()),
                "version", host.version().isEmpty() ? null : host.version(),
                "build", host.build(),
                "verdict", JsonFields.code(report.verdict()),
                "reason", report.reason(),
                "missingCount", report.missing().size(),
                "missingSecurity", report.missingSecurity(),
                "installed", report.installed(),
                "superseded", report.superseded(),
                "notApplicable", report.notApplicable(),
                "unknown", report.unknown());
    }

    private static Map<String, Object> missing(PatchSummary missing) {
        Patch patch = missing.patch();
        return JsonFields.fields(
                "id", patch.id(),
                "title", patch.title(),
                "releaseDate", JsonFields.text(patch.releaseDate()),
                "category", patch.classification().category(),
                "severity", patch.classification().severity());
    }

    /** What a sync means to the hosts that are kept; null if it means nothing to any. */
    static @Nullable Map<String, Object> lacking(@Nullable LackingHosts hosts, String problem) {
        if (!problem.isEmpty()) {
            return JsonFields.fields("problem", problem);
        }
        return hosts == null
                ? null
                : JsonFields.fields(
                        "hosts", hosts.hosts(),
                        "patches", hosts.patches(),
                        "security", hosts.security());
    }

    static Map<String, Object> details(HostDetails details) {
        Map<String, Object> fields = report(details.report());
        fields.put("patches", details.patches().stream().map(HostFields::judged).toList());
        fields.put("steps", details.way().steps().stream().map(HostFields::step).toList());
        fields.put("bytes", details.way().bytes());
        fields.put("reboots", details.way().reboots());
        fields.put("obstacles", details.way().obstacles());
        return fields;
    }

    static Map<String, Object> judged(JudgedPatch judged) {
        Map<String, Object> fields = missing(judged.patch());
        fields.put("verdict", JsonFields.code(judged.verdict()));
        fields.put("reason", judged.reason());
        fields.put("vibs", judged.vibs().stream().map(HostFields::vib).toList());
        return fields;
    }

    private static Map<String, Object> vib(JudgedVib judged) {
        InstalledVib installed = judged.installed();
        return JsonFields.fields(
                "id", judged.vib().id(),
                "installed", installed == null ? null : installed.toString(),
                "verdict", JsonFields.code(judged.verdict()));
    }

    private static Map<String, Object> step(InstallStep step) {
        return JsonFields.fields(
                "patch", step.patch(),
                "bytes", step.bytes(),
                "reboot", JsonFields.code(step.reboot()),
                "maintenanceMode", step.maintenanceMode(),
                "published", step.published(),
                "lines", step.lines());
    }
}
