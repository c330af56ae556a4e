package org.esxsync.serve.page.mirror;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.esxsync.api.OneLine;
import org.esxsync.api.Quantity;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.serve.html.Html;
import org.esxsync.serve.html.Moment;
import org.esxsync.serve.page.frame.Frame;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.frame.Words;

/** {@code /history}: what happened, the newest first. */
public final class HistoryPage {

    private static final int ROWS = 100;
    private static final int PAGES = 100;
    private static final int LONGEST = 400;

    private final Supplier<MirrorCatalogue> catalogue;

    public HistoryPage(Supplier<MirrorCatalogue> catalogue) {
        this.catalogue = catalogue;
    }

    public String html(Visit visit) {
        int page = visit.number("page", PAGES);
        List<HistoryEntry> known = catalogue.get().history(page * ROWS + 1);
        boolean isMore = known.size() > page * ROWS;
        int end = known.size() - (page - 1) * ROWS;
        List<HistoryEntry> shown =
                new ArrayList<>(known.subList(Math.max(0, end - ROWS), Math.max(0, end)));
        Collections.reverse(shown);
        Html html = new Html();
        html.element("h1", "History");
        if (shown.isEmpty()) {
            html.element("p", page == 1 ? "Nothing has happened yet." : "Nothing older.");
        } else {
            html.append(table(shown));
        }
        html.open("nav", "class", "pager", "aria-label", "Pages of the history");
        if (page > 1) {
            html.element("a", "Newer", "href", "history?page=" + (page - 1), "rel", "prev");
        }
        if (isMore && page < PAGES) {
            html.element("a", "Older", "href", "history?page=" + (page + 1), "rel", "next");
        }
        html.close("nav");
        if (isMore && page == PAGES) {
            html.element("p", "What is older is told by esxsync history.", "class", "note");
        }
        return Frame.page(visit, "History", html);
    }

    /** Events, in the order in which they are given. */
    static Html table(List<HistoryEntry> entries) {
        Html rows = new Html();
        entries.forEach(each -> row(rows, each.event()));
        return Words.table(
                "History", rows, "When", "What", "Patch", "side:Release", "side:Source", "More");
    }

    private static void row(Html rows, Event event) {
        rows.open("tr");
        rows.open("td", "class", "date").append(Moment.of(event.at())).close("td");
        rows.open("td").append(Words.badge(Words.of(event.kind()), look(event.kind()))).close("td");
        rows.open("td");
        PatchKey patch = event.patch();
        if (patch != null) {
            rows.append(Words.patch(patch.id()));
        }
        rows.close("td");
        rows.element("td", Objects.toString(event.release(), ""), "class", "side whole");
        rows.element("td", Objects.requireNonNullElse(event.source(), ""), "class", "side");
        rows.element("td", OneLine.of(Quantity.inText(event.detail()), LONGEST), "class", "more");
        rows.close("tr");
    }

    private static String look(Event.Kind kind) {
        return switch (kind) {
            case SYNC_FAILED,
                    SOURCE_FAILED,
                    PATCH_FAILED,
                    PATCH_CONFLICT,
                    PATCH_RECALLED,
                    INDEX_FAILED,
                    FILE_DAMAGED,
                    LEDGER_REPLACED ->
                    "bad";
            case SYNC_INCOMPLETE, PATCH_REJECTED -> "warn";
            case PATCH_PUBLISHED, SYNC_FINISHED, PLACE_SYNCED, FILE_REPAIRED -> "good";
            default -> "plain";
        };
    }
}
