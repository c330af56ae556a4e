package org.esxsync.compliance.html;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.esxsync.api.Quantity;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.ComplianceHtml;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstallStep;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchSummary;
import org.osgi.service.component.annotations.Component;

/** Writes the table of hosts, and below it what each one lacks and how it comes to have it. */
@Component
public final class ReportPage implements ComplianceHtml {

    private static final String STYLE =
            """
            body{font-family:sans-serif;margin:2em;color:#222;background:#fff}
            table{border-collapse:collapse;width:100%;margin:1em 0}
            th,td{border:1px solid #bbb;padding:.3em .5em;text-align:left;vertical-align:top}
            th{background:#eee}
            .non_compliant{background:#fbe3e0}
            .unknown{background:#fdf3d6}
            .compliant{background:#e4f4e4}
            pre{background:#f4f4f4;padding:.5em;white-space:pre-wrap;overflow-wrap:anywhere}
            div{overflow-x:auto}
            @media(max-width:40em){body{margin:1em}th,td{padding:.2em .3em}}
            @media screen and (prefers-color-scheme:dark){
            body{color:#ddd;background:#181818}th,pre{background:#2a2a2a}th,td{border-color:#555}
            .non_compliant{background:#4a2320}.unknown{background:#453a16}.compliant{background:#1d3b22}}
            @media print{body{margin:0}section{break-inside:avoid-page}thead{display:table-header-group}}
            """;

    private static final String HEAD =
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                    + "<meta http-equiv=\"Content-Security-Policy\""
                    + " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                    + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                    + "<meta name=\"color-scheme\" content=\"light dark\">"
                    + "<title>Compliance of ESX hosts</title>\n<style>\n"
                    + STYLE
                    + "</style></head>\n<body>\n";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    @Override
    public void page(ComplianceReport report, Stream<HostDetails> details, Consumer<String> out) {
        Html page = new Html(out).raw(HEAD);
        page.element("h1", "Compliance of ESX hosts");
        page.element(
                "p",
                "Baseline: %s. Judged at %s. %s: %d compliant, %d not compliant, %d unknown."
                        .formatted(
                                report.baseline(),
                                TIME.format(report.at()),
                                Quantity.count(report.hosts().size(), "host", "hosts"),
                                report.count(HostVerdict.COMPLIANT),
                                report.count(HostVerdict.NON_COMPLIANT),
                                report.count(HostVerdict.UNKNOWN)));
        report.problems().forEach(each -> page.element("p", "Not read: " + each));
        page.raw("\n")
                .table(
                        "Host",
                        "Release",
                        "Version",
                        "Verdict",
                        "Missing",
                        "Security",
                        "CVEs",
                        "Reason");
        report.hosts().forEach(host -> row(page, host));
        page.endTable();
        details.forEachOrdered(each -> section(page, each));
        page.raw("</body></html>\n").end();
    }

    private static void row(Html page, HostReport report) {
        Host host = report.host();
        page.raw("<tr class=\"%s\">".formatted(code(report.verdict())))
                .element("td", host.name())
                .element("td", host.release() == null ? "-" : host.release())
                .element("td", version(host))
                .element("td", words(report.verdict()))
                .element("td", report.isJudged() ? report.missing().size() : "-")
                .element("td", report.isJudged() ? report.missingSecurity() : "-")
                .element("td", OpenTable.sum(report.exposure()))
                .element("td", report.reason())
                .raw("</tr>\n");
    }

    private static String code(HostVerdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String words(Enum<?> verdict) {
        return verdict == HostVerdict.NON_COMPLIANT
                ? "not compliant"
                : verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String version(Host host) {
        return host.build() == null
                ? host.version()
                : "%s build %d".formatted(host.version(), host.build()).strip();
    }

    private static void section(Html page, HostDetails details) {
        HostReport report = details.report();
        page.raw("<section>\n").element("h2", report.host().name());
        page.element("p", "%s: %s".formatted(words(report.verdict()), report.reason()));
        report.remarks().forEach(remark -> page.element("p", remark));
        if (!report.missing().isEmpty()) {
            missing(page, report);
        }
        OpenTable.add(page, report.exposure());
        if (!details.way().steps().isEmpty()) {
            way(page, details);
        }
        details.way().obstacles().forEach(each -> page.element("p", "Problem: " + each));
        page.raw("</section>\n");
    }

    private static void missing(Html page, HostReport report) {
        Exposure exposure = report.exposure();
        Map<String, List<Vulnerability>> closed = exposure == null ? Map.of() : exposure.byPatch();
        page.table("Missing patch", "Date", "Category", "Severity", "Closes", "Title");
        for (PatchSummary each : report.missing()) {
            Patch patch = each.patch();
            page.row(
                    patch.id(),
                    patch.releaseDate() == null ? "-" : patch.releaseDate(),
                    patch.classification().category(),
                    patch.classification().severity(),
                    exposure == null
                            ? "-"
                            : OpenTable.closes(closed.getOrDefault(patch.id(), List.of())),
                    patch.title());
        }
        page.endTable();
    }

    private static void way(Html page, HostDetails details) {
        page.element(
                "p",
                "Steps: %d, %s to fetch, %s"
                        .formatted(
                                details.way().steps().size(),
                                Quantity.bytes(details.way().bytes()),
                                Quantity.count(details.way().reboots(), "reboot", "reboots")));
        page.table("Step", "Size", "Reboot", "Maintenance mode", "In the mirror");
        for (InstallStep step : details.way().steps()) {
            page.row(
                    step.patch(),
                    step.bytes() == 0 ? "unknown" : Quantity.bytes(step.bytes()),
                    words(step.reboot()),
                    step.maintenanceMode() ? "yes" : "no",
                    step.published() ? "yes" : "no");
        }
        page.endTable().raw("<pre>");
        details.way().steps().stream()
                .flatMap(step -> step.lines().stream())
                .forEach(line -> page.text(line).raw("\n"));
        page.raw("</pre>\n");
        if (details.way().lacksUrl()) {
            page.element(
                    "p", InstallStep.MIRROR + " stands for the mirror's URL; give it with --url");
        }
    }
}
