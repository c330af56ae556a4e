package org.esxsync.serve.page.mirror;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.esxsync.api.Quantity;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.serve.html.Html;
import org.esxsync.serve.page.frame.DepotUse;
import org.esxsync.serve.page.frame.Frame;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.frame.Words;
import org.esxsync.serve.page.recent.PatchRow;
import org.esxsync.serve.page.recent.RecentPatches;

/** {@code /patches}: a listing with filters, a page at a time. */
public final class PatchesPage {

    private static final int ROWS = 50;

    private final RecentPatches patches;
    private final DepotUse depots;

    public PatchesPage(RecentPatches patches, DepotUse depots) {
        this.patches = patches;
        this.depots = depots;
    }

    public String html(Visit visit) {
        PatchQuery query = PatchQuery.of(visit);
        RecentPatches.Reading known = patches.get();
        List<PatchRow> selected = query.select(known.rows());
        int pages = Math.max(1, (selected.size() + ROWS - 1) / ROWS);
        int page = visit.number("page", pages);
        List<PatchRow> shown =
                selected.subList((page - 1) * ROWS, Math.min(selected.size(), page * ROWS));
        Html html = new Html();
        html.element("h1", "Patches");
        form(html, query, known);
        query.release()
                .filter(depots::hasDepot)
                .ifPresent(
                        release ->
                                html.open("details", "class", "box")
                                        .element("summary", "How hosts use " + release)
                                        .append(DepotUse.of(release, visit.root()))
                                        .close("details"));
        html.element("p", count(selected.size(), page, pages), "class", "count", "role", "status");
        if (!shown.isEmpty()) {
            html.append(table(shown));
        }
        if (pages > 1) {
            html.append(Words.pager("Pages of patches", page, pages, query::address));
        }
        return Frame.page(visit, "Patches", html);
    }

    private static String count(int found, int page, int pages) {
        if (found == 0) {
            return "No patch matches.";
        }
        String patches = Words.number(found) + (found == 1 ? " patch" : " patches");
        return pages == 1
                ? patches
                : "%s, page %s of %s".formatted(patches, Words.number(page), Words.number(pages));
    }

    private static void form(Html html, PatchQuery query, RecentPatches.Reading known) {
        html.open(
                "form", "method", "get", "action", "patches", "class", "filter", "role", "search");
        Words.select(
                html,
                "release",
                "Release",
                query.release().map(EsxRelease::toString).orElse(""),
                known.releases().stream().map(EsxRelease::toString).toList());
        Words.select(
                html,
                "state",
                "State",
                query.state(),
                Arrays.stream(PatchQuery.State.values()).map(PatchQuery.State::value).toList());
        Words.select(html, "severity", "Severity", query.severity(), known.severities());
        Words.select(html, "category", "Category", query.category(), known.categories());
        Words.search(html, query.words());
        html.open("div", "class", "actions").element("button", "Filter");
        if (!query.isForAll()) {
            html.element("a", "Show all", "href", "patches");
        }
        html.close("div").close("form");
    }

    private static Html table(List<PatchRow> shown) {
        Html rows = new Html();
        for (PatchRow row : shown) {
            rows.open("tr");
            rows.open("th", "scope", "row").append(Words.patch(row.id()));
            if (!row.title().equals(row.id())) {
                rows.element("span", row.title(), "class", "sub");
            }
            if (row.sources().size() > 1) {
                rows.element("span", "in " + String.join(", ", row.sources()), "class", "sub");
            }
            rows.close("th");
            rows.element("td", Objects.toString(row.date(), "unknown"), "class", "date");
            rows.element("td", Words.either(row.severity()), "class", "side");
            rows.element("td", Words.either(row.category()), "class", "side");
            rows.open("td").append(state(row)).close("td");
            rows.element(
                    "td",
                    row.size() < 0 ? "unknown" : Quantity.bytes(row.size()),
                    "class",
                    "number side");
            rows.close("tr");
        }
        return Words.table(
                "Patches",
                rows,
                "Patch",
                "date:Released",
                "side:Severity",
                "side:Category",
                "State",
                "number side:Size");
    }

    private static Html state(PatchRow row) {
        Html state = new Html().open("span", "class", "badges");
        if (row.isRecalled()) {
            state.append(Words.badge("recalled", "bad"));
        }
        if (!row.publishedIn().isEmpty()) {
            state.append(Words.badge("published in", row.publishedIn(), "good"));
        }
        if (!row.missingIn().isEmpty()) {
            state.append(Words.badge("missing in", row.missingIn(), "warn"));
        } else if (row.publishedIn().isEmpty()) {
            state.append(Words.badge("not published", "plain"));
        }
        if (row.isSuperseded()) {
            state.append(Words.badge("superseded", "plain"));
        }
        if (row.claimedBy().isEmpty()) {
            state.append(Words.badge("unclaimed", "plain"));
        }
        return state.close("span");
    }
}
