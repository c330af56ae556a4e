package org.esxsync.serve.page.hosts;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.esxsync.api.OneLine;
import org.esxsync.api.Quantity;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.InstallStep;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.JudgedPatch;
import org.esxsync.api.compliance.OpenVulnerability;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.compliance.WayForward;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.serve.hosts.HostDesk;
import org.esxsync.serve.hosts.KeptDetails;
import org.esxsync.serve.html.Html;
import org.esxsync.serve.html.Moment;
import org.esxsync.serve.page.frame.Copying;
import org.esxsync.serve.page.frame.Frame;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.frame.Words;

/** {@code /host?name=…}: what a kept host lacks, and how it comes to have it. */
public final class HostPage {

    /** A page shows no more of a kind than this; the API has all. */
    private static final int MOST = 200;

    private static final int LONGEST = 400;

    private final HostDesk desk;

    public HostPage(HostDesk desk) {
        this.desk = desk;
    }

    /**
     * @throws org.esxsync.serve.hosts.UnknownHostNameException if no such host is kept
     */
    public String html(Visit visit) {
        KeptDetails kept = desk.details(visit.whole("name"));
        HostDetails details = kept.details();
        HostReport report = details.report();
        String name = report.host().name();
        Html html = new Html();
        html.element("p", "Host", "class", "kind");
        html.element("h1", name);
        html.element(
                "p",
                "%s: %s"
                        .formatted(
                                Words.of(report.verdict()), OneLine.of(report.reason(), LONGEST)),
                "class",
                "health " + HostsPage.look(report.verdict()));
        lines(html, report.remarks(), "health warn");
        facts(html, kept, visit);
        way(html, details.way().at(visit.root()));
        missing(html, report.missing());
        vulnerabilities(html, kept);
        unknown(html, details.patches());
        unlisted(html, report.unlisted());
        html.open("p").element("a", "All hosts", "href", "hosts").close("p");
        return Frame.page(visit, name, html);
    }

    private static void lines(Html html, List<String> lines, String look) {
        if (!lines.isEmpty()) {
            html.open("ul", "class", look);
            lines.stream()
                    .limit(MOST)
                    .forEach(each -> html.element("li", OneLine.of(each, LONGEST)));
            more(lines.size(), text -> html.element("li", text));
            html.close("ul");
        }
    }

    private static void more(int count, Consumer<String> show) {
        if (count > MOST) {
            show.accept("and %s more".formatted(Words.number(count - MOST)));
        }
    }

    private static void facts(Html html, KeptDetails kept, Visit visit) {
        HostReport report = kept.details().report();
        Host host = report.host();
        html.open("dl", "class", "facts");
        Words.fact(html, "Release", Objects.toString(host.release(), "unknown"));
        String version = Words.version(host.version(), host.build());
        Words.fact(html, "Version", version.isEmpty() ? "unknown" : version);
        if (host.base() != null) {
            Words.fact(html, "esx-base", host.base().toString());
        }
        if (host.profile() != null) {
            Words.fact(
                    html,
                    "Image profile",
                    host.profile() + (host.profileChanged() ? ", changed" : ""));
        }
        Words.factOf(
                html,
                "Updated",
                Moment.of(kept.toldAt())
                        .text(" (%s)".formatted(Moment.distance(kept.toldAt(), visit.now()))));
        Words.fact(html, "Read from", origins(host.origins()));
        Words.fact(html, "Installed", Words.number(report.installed()));
        Words.fact(html, "Missing", missing(report));
        Words.fact(html, "Superseded", Words.number(report.superseded()));
        Words.fact(html, "Not applicable", Words.number(report.notApplicable()));
        Words.fact(html, "Unknown", Words.number(report.unknown()));
        html.close("dl");
    }

    private static String missing(HostReport report) {
        return report.missing().isEmpty()
                ? "none that is known"
                : "%s, %s of them security"
                        .formatted(
                                Words.number(report.missing().size()),
                                Words.number(report.missingSecurity()));
    }

    private static String origins(List<String> origins) {
        return origins.isEmpty()
                ? "unknown"
                : OneLine.of(
                        origins.stream().limit(MOST).collect(Collectors.joining("; ")), LONGEST);
    }

    private static void way(Html html, WayForward way) {
        if (!way.obstacles().isEmpty()) {
            html.element("h2", "What stands in the way");
            lines(html, way.obstacles(), "health bad");
        }
        List<InstallStep> steps = way.steps();
        if (steps.isEmpty()) {
            return;
        }
        html.element("h2", "Install in this order");
        html.element(
                "p",
                "%s, %s to fetch, %s"
                        .formatted(
                                Quantity.count(steps.size(), "step", "steps"),
                                way.bytes() == 0 ? "bytes unknown" : Quantity.bytes(way.bytes()),
                                Quantity.count(way.reboots(), "reboot", "reboots")),
                "class",
                "count");
        Html rows = new Html();
        for (int i = 0; i < Math.min(MOST, steps.size()); i++) {
            step(rows, i + 1, steps.get(i));
        }
        html.append(
                Words.table(
                        "Steps",
                        rows,
                        "number:Step",
                        "Patch",
                        "number:Size",
                        "Restart",
                        "side:Maintenance mode",
                        "In the mirror"));
        more(steps.size(), text -> html.element("p", text, "class", "note"));
        html.append(
                Copying.lines(
                        "Run on the host",
                        steps.stream()
                                .flatMap(step -> step.lines().stream())
                                .distinct()
                                .collect(Collectors.joining("\n"))));
        if (!way.unpublished().isEmpty()) {
            html.element(
                    "p",
                    "What is not in the mirror has to be synced first.",
                    "class",
                    "health warn");
        }
    }

    private static void step(Html rows, int number, InstallStep step) {
        rows.open("tr");
        rows.element("td", Words.number(number), "class", "number");
        rows.open("th", "scope", "row").append(Words.patch(step.patch())).close("th");
        rows.element(
                "td",
                step.bytes() == 0 ? "unknown" : Quantity.bytes(step.bytes()),
                "class",
                "number");
        rows.element("td", Words.of(step.reboot()));
        rows.element("td", step.maintenanceMode() ? "needed" : "not needed", "class", "side");
        rows.open("td")
                .append(
                        step.published()
                                ? Words.badge("published", "good")
                                : Words.badge("to sync first", "warn"))
                .close("td");
        rows.close("tr");
    }

    private static void missing(Html html, List<PatchSummary> missing) {
        if (missing.isEmpty()) {
            return;
        }
        html.element("h2", "Missing patches");
        Html rows = new Html();
        missing.stream().limit(MOST).forEach(each -> missing(rows, each.patch()));
        html.append(
                Words.table(
                        "Missing patches",
                        rows,
                        "Patch",
                        "date:Released",
                        "Category",
                        "side:Severity"));
        more(missing.size(), text -> html.element("p", text, "class", "note"));
    }

    private static void missing(Html rows, Patch patch) {
        rows.open("tr");
        rows.open("th", "scope", "row").append(Words.patch(patch.id()));
        if (!patch.title().equals(patch.id())) {
            rows.element("span", OneLine.of(patch.title(), LONGEST), "class", "sub");
        }
        rows.close("th");
        rows.element("td", Objects.toString(patch.releaseDate(), "unknown"), "class", "date");
        rows.element("td", Words.either(patch.classification().category()));
        rows.element("td", Words.either(patch.classification().severity()), "class", "side");
        rows.close("tr");
    }

    private static void vulnerabilities(Html html, KeptDetails kept) {
        Exposure exposure = kept.details().report().exposure();
        if (exposure == null && kept.remark().isEmpty()) {
            return;
        }
        html.element("h2", "Vulnerabilities");
        if (exposure == null) {
            html.element("p", OneLine.of(kept.remark(), LONGEST), "class", "health warn");
            return;
        }
        html.element(
                "p",
                "%s open (%s exploited), %s closed, %s unknown"
                        .formatted(
                                Words.number(exposure.open().size()),
                                exposure.knowsExploited()
                                        ? Words.number(exposure.exploited())
                                        : "an unknown number",
                                Words.number(exposure.closed()),
                                Words.number(exposure.unknown())),
                "class",
                "count");
        if (!exposure.open().isEmpty()) {
            Html rows = new Html();
            exposure.open().stream().limit(MOST).forEach(each -> vulnerability(rows, each));
            html.append(
                    Words.table("Vulnerabilities", rows, "Open to", "side:Severity", "Closed by"));
            more(exposure.open().size(), text -> html.element("p", text, "class", "note"));
        }
    }

    private static void vulnerability(Html rows, OpenVulnerability open) {
        Vulnerability vulnerability = open.vulnerability();
        rows.open("tr").open("th", "scope", "row").text(vulnerability.cve() + " ");
        if (vulnerability.isExploited()) {
            rows.append(Words.badge("exploited", "bad"));
        }
        rows.element("span", OneLine.of(vulnerability.title(), LONGEST), "class", "sub");
        rows.close("th");
        rows.element("td", Words.either(vulnerability.severity()), "class", "side");
        rows.open("td");
        if (open.patches().isEmpty()) {
            rows.text(
                    open.fixedIn().isEmpty()
                            ? "no fix"
                            : "not listed: "
                                    + OneLine.of(String.join(", ", open.fixedIn()), LONGEST));
        }
        for (int i = 0; i < Math.min(MOST, open.patches().size()); i++) {
            rows.text(i == 0 ? "" : ", ").append(Words.patch(open.patches().get(i)));
        }
        rows.close("td").close("tr");
    }

    private static void unknown(Html html, List<JudgedPatch> patches) {
        List<JudgedPatch> unknown =
                patches.stream().filter(each -> each.verdict() == PatchVerdict.UNKNOWN).toList();
        if (unknown.isEmpty()) {
            return;
        }
        html.element("h2", "Patches that cannot be judged");
        Html rows = new Html();
        for (JudgedPatch each : unknown.subList(0, Math.min(MOST, unknown.size()))) {
            rows.open("tr").open("th", "scope", "row");
            rows.append(Words.patch(each.patch().patch().id())).close("th");
            rows.element("td", OneLine.of(each.reason(), LONGEST), "class", "more").close("tr");
        }
        html.append(Words.table("Patches that cannot be judged", rows, "Patch", "Reason"));
        more(unknown.size(), text -> html.element("p", text, "class", "note"));
    }

    private static void unlisted(Html html, List<InstalledVib> vibs) {
        if (vibs.isEmpty()) {
            return;
        }
        html.element("h2", "VIBs that no listed patch has");
        Html rows = new Html();
        for (InstalledVib each : vibs.subList(0, Math.min(MOST, vibs.size()))) {
            rows.open("tr");
            rows.element("th", each.name(), "scope", "row");
            rows.element("td", each.version().toString());
            rows.element("td", Words.either(each.vendor())).close("tr");
        }
        html.append(Words.table("VIBs that no listed patch has", rows, "VIB", "Version", "Vendor"));
        more(vibs.size(), text -> html.element("p", text, "class", "note"));
    }
}
