package org.esxsync.serve.page.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.esxsync.api.Quantity;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.serve.html.Html;
import org.esxsync.serve.html.Moment;
import org.esxsync.serve.login.Session;
import org.esxsync.serve.machine.RecentStatus;
import org.esxsync.serve.page.frame.Frame;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.frame.Words;
import org.esxsync.serve.work.WorkDesk;
import org.esxsync.serve.work.WorkState;
import org.jspecify.annotations.Nullable;

/** {@code /sync}: the work that runs or ran last, and the buttons that start some. */
public final class WorkPage {

    private final WorkDesk desk;
    private final RecentStatus status;

    public WorkPage(WorkDesk desk, RecentStatus status) {
        this.desk = desk;
        this.status = status;
    }

    public String html(Visit visit) {
        WorkState state = desk.state();
        Html html = new Html();
        html.element("h1", "Sync");
        others(html, state);
        buttons(html, visit, state);
        html.open("div", "id", "live", "data-running", Boolean.toString(state.isRunning()))
                .append(fragment(state, visit.now()))
                .close("div");
        html.element("p", "", "id", "said", "role", "status", "class", "unseen");
        return Frame.page(visit, "Sync", html, state.isRunning());
    }

    private void others(Html html, WorkState state) {
        MirrorStatus known = status.get().status();
        if (!state.isRunning() && known != null && known.owner() != null) {
            html.element(
                    "p",
                    "The mirror is in use by %s.".formatted(known.owner()),
                    "class",
                    "running");
        }
    }

    private static void buttons(Html html, Visit visit, WorkState state) {
        Session session = visit.session();
        if (session == null) {
            return;
        }
        html.open("div", "class", "actions work");
        button(html, session, "sync", "Sync now", state.isRunning());
        button(html, session, "verify", "Verify", state.isRunning());
        html.close("div");
    }

    private static void button(
            Html html, Session session, String action, String text, boolean isOff) {
        html.open("form", "method", "post", "action", action);
        Frame.token(html, session);
        if (isOff) {
            html.element("button", text, "disabled", "");
        } else {
            html.element("button", text);
        }
        html.close("form");
    }

    /** What a viewer gets again and again. */
    static Html fragment(WorkState state, Instant now) {
        Html html = new Html();
        if (state.kind() == null) {
            return html.element("p", "Nothing was started since this server began.");
        }
        String kind = Words.of(state.kind());
        Instant ended = state.ended();
        html.element("h2", ended == null ? kind + " under way" : kind + " ended");
        html.element(
                "p",
                state.phase(),
                "class",
                ended == null ? "phase" : "health " + (state.isProblem() ? "bad" : "good"));
        html.open("p", "class", "note").text("Begun ").append(Moment.of(state.begun()));
        html.text(
                        ", %s %s"
                                .formatted(
                                        ended == null ? "so far" : "took",
                                        Quantity.duration(
                                                positive(
                                                        Duration.between(
                                                                state.begun(),
                                                                ended == null ? now : ended)))))
                .close("p");
        bar(html, state);
        outcomes(html, state);
        transfers(html, state);
        sources(html, state);
        problems(html, state);
        return html;
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static void bar(Html html, WorkState state) {
        if (!state.isRunning()) {
            return;
        }
        boolean isOfBytes = state.kind() == WorkState.Kind.SYNC && state.totalBytes() > 0;
        long total = isOfBytes ? state.totalBytes() : state.total();
        long done = isOfBytes ? state.doneBytes() : state.done();
        if (total > 0) {
            html.element(
                    "progress",
                    "",
                    "max",
                    Long.toString(total),
                    "value",
                    Long.toString(Math.min(done, total)),
                    "aria-label",
                    "Progress");
        } else {
            html.element("progress", "", "aria-label", "Progress");
        }
        html.element("p", figures(state));
    }

    private static String figures(WorkState state) {
        String what = state.kind() == WorkState.Kind.SYNC ? "patches" : "files";
        String count =
                state.total() < 0
                        ? ""
                        : "%s of %s %s, "
                                .formatted(
                                        Words.number(state.done()),
                                        Words.number(state.total()),
                                        what);
        String bytes = Quantity.bytes(state.doneBytes());
        return state.totalBytes() > 0
                ? "%s%s of %s".formatted(count, bytes, Quantity.bytes(state.totalBytes()))
                : count + bytes;
    }

    private static void outcomes(Html html, WorkState state) {
        if (state.outcomes().isEmpty()) {
            return;
        }
        html.open("dl", "class", "facts");
        for (PatchOutcome.Outcome outcome : PatchOutcome.Outcome.values()) {
            Integer count = state.outcomes().get(outcome);
            if (count != null) {
                html.open("div")
                        .element("dt", Words.of(outcome))
                        .element("dd", Words.number(count))
                        .close("div");
            }
        }
        html.close("dl");
    }

    private static void transfers(Html html, WorkState state) {
        if (state.transfers().isEmpty()) {
            return;
        }
        Html rows = new Html();
        for (WorkState.Transfer each : state.transfers()) {
            rows.open("tr")
                    .element("th", each.patch(), "scope", "row")
                    .element("td", transferred(each), "class", "number")
                    .close("tr");
        }
        html.append(Words.table("Downloads under way", rows, "Download", "number:So far"));
    }

    private static String transferred(WorkState.Transfer transfer) {
        String done = Quantity.bytes(transfer.done());
        return transfer.total() > 0
                ? "%s of %s".formatted(done, Quantity.bytes(transfer.total()))
                : done;
    }

    private static void sources(Html html, WorkState state) {
        if (state.sources().isEmpty()) {
            return;
        }
        Html rows = new Html();
        for (WorkState.Source each : state.sources()) {
            rows.open("tr")
                    .element("th", each.name(), "scope", "row")
                    .element("td", each.text())
                    .close("tr");
        }
        html.append(Words.table("Sources", rows, "Source", "Read"));
    }

    private static void problems(Html html, WorkState state) {
        if (state.problems().isEmpty()) {
            return;
        }
        html.element("h3", "Problems").open("ul");
        state.problems().forEach(each -> html.element("li", each));
        html.close("ul");
    }

    /** How a state is told to who only listens: no figures that change each second. */
    static String spoken(WorkState state) {
        WorkState.@Nullable Kind kind = state.kind();
        return kind == null
                ? ""
                : "%s: %s".formatted(kind.name().toLowerCase(Locale.ROOT), state.phase());
    }
}
