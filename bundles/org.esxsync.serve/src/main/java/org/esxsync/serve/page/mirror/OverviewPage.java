package org.esxsync.serve.page.mirror;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.esxsync.api.OneLine;
import org.esxsync.api.Quantity;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.serve.html.Html;
import org.esxsync.serve.html.LineChart;
import org.esxsync.serve.html.Moment;
import org.esxsync.serve.machine.RecentChanges;
import org.esxsync.serve.machine.RecentStatus;
import org.esxsync.serve.page.frame.Frame;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.frame.Words;
import org.esxsync.serve.page.recent.Growth;
import org.esxsync.serve.page.recent.Overview;
import org.esxsync.serve.page.recent.RecentOverview;
import org.esxsync.serve.work.WorkDesk;
import org.jspecify.annotations.Nullable;

/** {@code /}: where the mirror stands, on one page. */
public final class OverviewPage {

    private static final int NEWS = 10;
    private static final int FINDINGS = 20;
    private static final int FIGURES = 12;
    private static final int LONGEST = 400;

    private final RecentStatus status;
    private final RecentOverview overview;
    private final RecentChanges changes;
    private final WorkDesk desk;

    public OverviewPage(
            RecentStatus status, RecentOverview overview, RecentChanges changes, WorkDesk desk) {
        this.status = status;
        this.overview = overview;
        this.changes = changes;
        this.desk = desk;
    }

    public String html(Visit visit) {
        RecentStatus.Reading reading = status.get();
        Html html = new Html();
        html.element("h1", "Overview");
        health(html, reading.health());
        MirrorStatus known = reading.status();
        if (known != null) {
            Overview shown = overview.get();
            running(html, known);
            cards(html, visit, known);
            releases(html, shown, known);
            conflicts(html, known.conflicts());
            sources(html, known.sources());
            news(html, changes.get().changes());
            growth(html, shown.growth());
        }
        machines(html);
        return Frame.page(visit, "Overview", html);
    }

    private static void health(Html html, MirrorHealth health) {
        String look =
                switch (health.level()) {
                    case HEALTHY -> "good";
                    case WARNING -> "warn";
                    case CRITICAL -> "bad";
                    case UNKNOWN -> "plain";
                };
        html.open("section", "class", "health " + look, "aria-label", "Health");
        html.element("h2", "Health: " + health.level().name().toLowerCase(Locale.ROOT));
        List<MirrorHealth.Finding> findings = health.findings();
        if (findings.isEmpty()) {
            html.element(
                    "p",
                    "The last sync had everything, and nothing stands in the way of the next.");
        } else {
            html.open("ul");
            for (MirrorHealth.Finding each :
                    findings.subList(0, Math.min(FINDINGS, findings.size()))) {
                html.element("li", OneLine.of(each.text(), LONGEST));
            }
            if (findings.size() > FINDINGS) {
                html.element("li", "and %d more".formatted(findings.size() - FINDINGS));
            }
            html.close("ul");
        }
        html.close("section");
    }

    private void running(Html html, MirrorStatus known) {
        boolean isOurs = desk.state().isRunning();
        if (isOurs || known.owner() != null) {
            html.open("p", "class", "running")
                    .text(
                            isOurs
                                    ? "Work on the mirror is under way. "
                                    : "The mirror is in use by %s. ".formatted(known.owner()))
                    .element("a", "Watch it", "href", "sync")
                    .close("p");
        }
    }

    private static void cards(Html html, Visit visit, MirrorStatus known) {
        html.open("section", "class", "cards", "aria-label", "Figures");
        card(html, "Last sync", lastSync(known.lastSync(), visit.now()));
        card(html, "Last success", moment(known.lastSuccess(), visit.now(), "none yet"));
        card(html, "Next sync", nextSync(known, visit.now()));
        card(html, "Patches", patches(known.patches()));
        card(html, "Disk", disk(known.space()));
        html.close("section");
        html.open("p", "class", "note")
                .text("Mirror: ")
                .element("code", known.mirror().toString())
                .close("p");
    }

    private static void card(Html html, String title, Html content) {
        html.open("div", "class", "card").element("h2", title).append(content).close("div");
    }

    private static Html lastSync(@Nullable Event last, Instant now) {
        if (last == null) {
            return big("none yet");
        }
        String outcome =
                switch (last.kind()) {
                    case SYNC_FINISHED -> "complete";
                    case SYNC_INCOMPLETE -> "incomplete";
                    default -> "failed";
                };
        return big(outcome)
                .append(line(Moment.distance(last.at(), now), last.at()))
                .element("p", OneLine.of(Quantity.inText(last.detail()), LONGEST), "class", "note");
    }

    private static Html moment(@Nullable Instant time, Instant now, String otherwise) {
        return time == null
                ? big(otherwise)
                : big(Moment.distance(time, now))
                        .append(new Html().open("p").append(Moment.of(time)).close("p"));
    }

    private static Html nextSync(MirrorStatus known, Instant now) {
        Html next = moment(known.nextRun(), now, "not scheduled");
        if (known.nextRun() != null && !known.scheduleIsKept()) {
            next.element("p", "by the service, not by this process", "class", "note");
        }
        return next;
    }

    private static Html big(String text) {
        return new Html().element("p", text, "class", "big");
    }

    private static Html line(String text, Instant time) {
        return new Html().open("p").text(text + ", ").append(Moment.of(time)).close("p");
    }

    private static Html patches(MirrorStatus.Patches patches) {
        Html html = new Html();
        html.open("p", "class", "big")
                .element("a", Words.number(patches.published()), "href", "patches?state=published")
                .element("span", " published")
                .close("p");
        html.open("p")
                .element(
                        "a",
                        Words.number(patches.missing()) + " missing",
                        "href",
                        "patches?state=missing")
                .text(" of ")
                .element("a", Words.number(patches.listed()) + " listed", "href", "patches");
        if (patches.ignored() > 0) {
            html.text(", %s ignored".formatted(Words.number(patches.ignored())));
        }
        return html.close("p");
    }

    private static Html disk(MirrorSpace space) {
        Html html = big(Quantity.bytes(space.used()));
        if (space.total() <= 0) {
            return html;
        }
        long taken = Math.max(0, space.total() - space.free());
        html.element(
                "meter",
                "",
                "min",
                "0",
                "max",
                Long.toString(space.total()),
                "value",
                Long.toString(taken),
                "high",
                Long.toString(space.total() / 10 * 9),
                "aria-label",
                "Disk in use");
        return html.element(
                "p",
                "%s of %s free"
                        .formatted(Quantity.bytes(space.free()), Quantity.bytes(space.total())));
    }

    private static void releases(Html html, Overview shown, MirrorStatus known) {
        html.element("h2", "Releases");
        if (shown.releases().isEmpty()) {
            html.element("p", "No source lists a patch of a release that has a matcher.");
        } else {
            Html rows = new Html();
            for (Overview.Release each : shown.releases()) {
                release(rows, each, conflicts(each.release(), known));
            }
            html.append(
                    Words.table(
                            "Releases",
                            rows,
                            "Release",
                            "number:Published",
                            "number:Missing",
                            "number:Failed",
                            "number:Conflicts",
                            "number side:Listed",
                            "For hosts"));
        }
        if (!shown.withoutPatches().isEmpty()) {
            html.element(
                    "p",
                    "Without patches: " + Words.releases(shown.withoutPatches()),
                    "class",
                    "note");
        }
    }

    private static long conflicts(EsxRelease release, MirrorStatus known) {
        return known.conflicts().stream()
                .filter(each -> Objects.equals(each.release(), release))
                .count();
    }

    private static void release(Html rows, Overview.Release each, long conflicts) {
        String name = each.release().toString();
        rows.open("tr");
        rows.open("th", "scope", "row")
                .element("a", name, "href", "patches?release=" + name)
                .close("th");
        rows.element("td", Words.number(each.published()), "class", "number");
        rows.open("td", "class", "number");
        if (each.missing() > 0) {
            rows.element(
                    "a",
                    Words.number(each.missing()),
                    "href",
                    "patches?release=%s&state=missing".formatted(name),
                    "aria-label",
                    "%s missing in %s".formatted(Words.number(each.missing()), name));
        } else {
            rows.text("0");
        }
        rows.close("td");
        figure(rows, each.failed());
        figure(rows, conflicts);
        rows.element("td", Words.number(each.listed()), "class", "number side");
        rows.open("td", "class", "links");
        if (each.hasDepot()) {
            rows.element(
                    "a", "depot", "href", name + "/index.xml", "aria-label", "Depot of " + name);
            rows.element(
                    "a", "zip", "href", name + ".zip", "aria-label", "Offline bundle of " + name);
        }
        rows.element(
                "a",
                "feed",
                "href",
                "feed/%s.atom".formatted(name),
                "aria-label",
                "Feed of " + name);
        rows.close("td").close("tr");
    }

    private static void figure(Html rows, long number) {
        rows.element("td", Words.number(number), "class", number > 0 ? "number bad" : "number");
    }

    private static void conflicts(Html html, List<PatchOutcome> conflicts) {
        if (conflicts.isEmpty()) {
            return;
        }
        html.element("h2", "Conflicts");
        Html rows = new Html();
        for (PatchOutcome each : conflicts.subList(0, Math.min(FINDINGS, conflicts.size()))) {
            rows.open("tr");
            rows.open("th", "scope", "row").append(Words.patch(each.patch())).close("th");
            rows.element("td", Objects.toString(each.release(), ""), "class", "whole");
            rows.element("td", each.source());
            rows.element("td", OneLine.of(each.detail(), LONGEST));
            rows.close("tr");
        }
        html.append(Words.table("Conflicts", rows, "Patch", "Release", "Source", "Reason"));
        if (conflicts.size() > FINDINGS) {
            html.element(
                    "p",
                    "%d more are told by esxsync status".formatted(conflicts.size() - FINDINGS),
                    "class",
                    "note");
        }
    }

    private static void sources(Html html, List<SourceStatus> sources) {
        html.element("h2", "Sources");
        if (sources.isEmpty()) {
            html.element("p", "No source is configured; esxsync add configures one.");
            return;
        }
        Html rows = new Html();
        for (SourceStatus each : sources) {
            rows.open("tr");
            rows.open("th", "scope", "row").text(each.summary().name());
            rows.element("span", each.summary().location(), "class", "sub").close("th");
            rows.element("td", Words.number(each.summary().listed()), "class", "number");
            rows.open("td");
            Instant read = each.summary().lastScan();
            if (read == null) {
                rows.text("never");
            } else {
                rows.append(Moment.of(read));
            }
            rows.close("td").open("td");
            Event error = each.lastError();
            if (error == null) {
                rows.text(read == null ? "not read yet" : "as it should be");
            } else {
                rows.append(Words.badge("error", "bad"))
                        .text(" " + OneLine.of(error.detail(), LONGEST));
            }
            rows.close("td").close("tr");
        }
        html.append(Words.table("Sources", rows, "Source", "number:Listed", "Last read", "State"));
    }

    private static void news(Html html, List<PatchChange> changes) {
        html.element("h2", "New and changed");
        if (changes.isEmpty()) {
            html.element("p", "No patch has come yet.");
            return;
        }
        Html rows = new Html();
        for (PatchChange each : changes.subList(0, Math.min(NEWS, changes.size()))) {
            rows.open("tr");
            rows.open("td", "class", "date").append(Moment.of(each.at())).close("td");
            rows.open("td")
                    .append(
                            Words.badge(
                                    Words.of(each.kind()).toLowerCase(Locale.ROOT),
                                    each.kind() == PatchChange.Kind.RECALLED ? "bad" : "good"))
                    .close("td");
            rows.open("th", "scope", "row").append(Words.patch(each.patch().id()));
            if (!each.title().isEmpty() && !each.title().equals(each.patch().id())) {
                rows.element("span", OneLine.of(each.title(), LONGEST), "class", "sub");
            }
            rows.close("th");
            rows.open("td").append(Words.whole(each.releases())).close("td");
            rows.close("tr");
        }
        html.append(Words.table("New and changed", rows, "When", "What", "Patch", "Releases"));
    }

    private static void growth(Html html, Growth growth) {
        if (growth.patches().isEmpty()) {
            return;
        }
        html.element("h2", "Growth").open("div", "class", "charts");
        chart(
                html,
                new LineChart("Patches in the mirror over time", growth.patches(), Words::number));
        chart(
                html,
                new LineChart(
                        "Size of these patches over time, as published",
                        growth.bytes(),
                        Quantity::bytes));
        html.close("div");
        Html rows = new Html();
        int last = growth.patches().size() - 1;
        for (int i = Math.max(0, last - FIGURES); i <= last; i++) {
            rows.open("tr");
            rows.open("th", "scope", "row")
                    .append(Moment.of(growth.patches().get(i).at()))
                    .close("th");
            rows.element("td", Words.number(growth.patches().get(i).value()), "class", "number");
            rows.element("td", Quantity.bytes(growth.bytes().get(i).value()), "class", "number");
            rows.close("tr");
        }
        html.open("details").element("summary", "The newest figures as a table");
        html.append(Words.table("Growth", rows, "When", "number:Patches", "number:Size"));
        html.close("details");
    }

    private static void chart(Html html, LineChart chart) {
        html.open("figure")
                .append(chart.svg())
                .element("figcaption", chart.title())
                .close("figure");
    }

    private static void machines(Html html) {
        html.element("h2", "For machines").open("ul", "class", "links");
        link(html, "feed.atom", "Atom feed");
        link(html, "feed.json", "JSON feed");
        link(html, "metrics", "Metrics for Prometheus");
        link(html, "health", "Health for probes");
        link(html, "api/openapi.json", "API");
        html.close("ul");
    }

    private static void link(Html html, String href, String text) {
        html.open("li").element("a", text, "href", href).close("li");
    }
}
