package org.esxsync.serve.page.hosts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.OneLine;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.serve.hosts.HostDesk;
import org.esxsync.serve.hosts.JudgedHost;
import org.esxsync.serve.hosts.Judgement;
import org.esxsync.serve.hosts.Standing;
import org.esxsync.serve.html.Html;
import org.esxsync.serve.html.Moment;
import org.esxsync.serve.page.frame.Copying;
import org.esxsync.serve.page.frame.Frame;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.frame.Words;

/** {@code /hosts}: the kept hosts, the worst first, a page at a time. */
public final class HostsPage {

    private static final int ROWS = 50;
    private static final int LONGEST = 400;

    private final HostDesk desk;

    public HostsPage(HostDesk desk) {
        this.desk = desk;
    }

    public String html(Visit visit) {
        Standing standing = desk.get(HostDesk.PATIENCE);
        Judgement judgement = standing.judgement();
        Html html = new Html();
        html.element("h1", "Hosts");
        if (!standing.problem().isEmpty()) {
            html.element(
                    "p",
                    "The hosts cannot be judged: " + OneLine.of(standing.problem(), LONGEST),
                    "class",
                    "health bad");
        }
        if (standing.isJudging()) {
            html.open("p", "class", "health warn")
                    .text("The hosts are being judged. ")
                    .element("a", "Load the page again", "href", "hosts")
                    .text(" in a moment.")
                    .close("p");
        }
        if (judgement != null && judgement.hosts().isEmpty()) {
            howToKeepOne(html);
        } else if (judgement != null) {
            judged(html, visit, judgement);
        }
        return Frame.page(visit, "Hosts", html);
    }

    private static void howToKeepOne(Html html) {
        html.element("p", "No host is kept. Keep what a host prints, and it is judged here:");
        html.append(
                Copying.lines(
                        "Keep a host",
                        """
                        esxcli software vib list > esx01.txt
                        esxsync hosts add esx01.txt\
                        """));
        html.element(
                "p",
                "The first line is for the host, the second for the machine with the mirror. A"
                        + " file is called like its host. The chapter on compliance lists all that"
                        + " is recognised.",
                "class",
                "note");
    }

    private static void judged(Html html, Visit visit, Judgement judgement) {
        HostQuery query = HostQuery.of(visit);
        Map<String, List<JudgedHost>> ofRelease =
                judgement.hosts().stream()
                        .collect(
                                Collectors.groupingBy(
                                        HostQuery::releaseOf, TreeMap::new, Collectors.toList()));
        html.open("p", "class", "note")
                .text("Judged by all that is listed, ")
                .append(Moment.of(judgement.at()))
                .text(". What a host lacks is as old as what is kept of it.")
                .close("p");
        html.append(releases(ofRelease));
        form(html, query, ofRelease.keySet());
        List<JudgedHost> selected = query.select(judgement.hosts());
        int pages = Math.max(1, (selected.size() + ROWS - 1) / ROWS);
        int page = visit.number("page", pages);
        List<JudgedHost> shown =
                selected.subList((page - 1) * ROWS, Math.min(selected.size(), page * ROWS));
        html.element("p", count(selected.size(), page, pages), "class", "count", "role", "status");
        if (!shown.isEmpty()) {
            html.append(table(shown, visit.now()));
        }
        if (pages > 1) {
            html.append(Words.pager("Pages of hosts", page, pages, query::address));
        }
    }

    private static Html releases(Map<String, List<JudgedHost>> ofRelease) {
        Html rows = new Html();
        ofRelease.forEach((release, hosts) -> release(rows, release, hosts));
        return Words.table(
                "Releases of the hosts",
                rows,
                "Release",
                "number:Hosts",
                "number:Lack security",
                "number:Not compliant",
                "number:Unknown",
                "number side:Compliant");
    }

    private static void release(Html rows, String release, List<JudgedHost> hosts) {
        rows.open("tr").open("th", "scope", "row", "class", "whole");
        rows.element("a", release, "href", new HostQuery(release, "", "").address(1)).close("th");
        rows.element("td", Words.number(hosts.size()), "class", "number");
        number(rows, release, HostQuery.SECURITY, hosts, each -> each.missingSecurity() > 0);
        verdict(rows, release, HostVerdict.NON_COMPLIANT, hosts);
        verdict(rows, release, HostVerdict.UNKNOWN, hosts);
        rows.element(
                "td",
                Words.number(
                        hosts.stream()
                                .filter(each -> each.verdict() == HostVerdict.COMPLIANT)
                                .count()),
                "class",
                "number side");
        rows.close("tr");
    }

    private static void verdict(
            Html rows, String release, HostVerdict verdict, List<JudgedHost> hosts) {
        number(rows, release, Words.lower(verdict), hosts, each -> each.verdict() == verdict);
    }

    private static void number(
            Html rows,
            String release,
            String state,
            List<JudgedHost> hosts,
            Predicate<JudgedHost> isMeant) {
        long count = hosts.stream().filter(isMeant).count();
        rows.open("td", "class", "number");
        if (count == 0) {
            rows.text("0");
        } else {
            rows.element(
                    "a", Words.number(count), "href", new HostQuery(release, state, "").address(1));
        }
        rows.close("td");
    }

    private static void form(Html html, HostQuery query, Collection<String> releases) {
        html.open("form", "method", "get", "action", "hosts", "class", "filter", "role", "search");
        Words.select(html, "release", "Release", query.release(), releases);
        Words.select(
                html,
                "state",
                "State",
                query.state(),
                Stream.concat(
                                Stream.of(HostQuery.SECURITY),
                                Stream.of(
                                                HostVerdict.NON_COMPLIANT,
                                                HostVerdict.UNKNOWN,
                                                HostVerdict.COMPLIANT)
                                        .map(Words::lower))
                        .toList());
        Words.search(html, query.words());
        html.open("div", "class", "actions").element("button", "Filter");
        if (!query.isForAll()) {
            html.element("a", "Show all", "href", "hosts");
        }
        html.close("div").close("form");
    }

    private static String count(int found, int page, int pages) {
        if (found == 0) {
            return "No host matches.";
        }
        String hosts = Words.number(found) + (found == 1 ? " host" : " hosts");
        return pages == 1
                ? hosts
                : "%s, page %s of %s".formatted(hosts, Words.number(page), Words.number(pages));
    }

    private static Html table(List<JudgedHost> shown, Instant now) {
        boolean knowsCves = shown.stream().anyMatch(each -> each.cves() != null);
        List<String> columns = new ArrayList<>(List.of("Host", "Verdict", "Release"));
        if (knowsCves) {
            columns.add("number:Open CVEs");
        }
        columns.addAll(List.of("number:Missing", "number:Security", "date:Updated", "side:Reason"));
        Html rows = new Html();
        shown.forEach(each -> row(rows, each, knowsCves, now));
        return Words.table("Hosts", rows, columns.toArray(String[]::new));
    }

    private static void row(Html rows, JudgedHost host, boolean knowsCves, Instant now) {
        rows.open("tr");
        rows.open("th", "scope", "row").append(Words.host(host.name()));
        String version = Words.version(host.version(), host.build());
        if (!version.isEmpty()) {
            rows.element("span", version, "class", "sub");
        }
        rows.close("th");
        rows.open("td")
                .append(Words.badge(Words.lower(host.verdict()), look(host.verdict())))
                .close("td");
        rows.element("td", HostQuery.releaseOf(host));
        if (knowsCves) {
            cves(rows, host);
        }
        missing(rows, host, host.missing());
        missing(rows, host, host.missingSecurity());
        rows.element("td", Moment.distance(host.toldAt(), now), "class", "date");
        rows.element("td", OneLine.of(host.reason(), LONGEST), "class", "more side");
        rows.close("tr");
    }

    private static void cves(Html rows, JudgedHost host) {
        Integer open = host.cves();
        if (open == null) {
            rows.element("td", "–", "class", "number");
            return;
        }
        rows.open("td", "class", open == 0 ? "number" : "number bad").text(Words.number(open));
        if (host.exploited() > 0) {
            rows.element(
                    "span",
                    "%s exploited".formatted(Words.number(host.exploited())),
                    "class",
                    "sub");
        }
        rows.close("td");
    }

    /** Where nothing could be judged, that nothing is missing is no news. */
    private static void missing(Html rows, JudgedHost host, long count) {
        if (host.isJudged()) {
            number(rows, count);
        } else {
            rows.element("td", "–", "class", "number");
        }
    }

    private static void number(Html rows, long count) {
        rows.element("td", Words.number(count), "class", count == 0 ? "number" : "number bad");
    }

    static String look(HostVerdict verdict) {
        return switch (verdict) {
            case COMPLIANT -> "good";
            case NON_COMPLIANT -> "bad";
            case UNKNOWN -> "warn";
        };
    }
}
