package org.esxsync.shell.view;

import static org.esxsync.shell.view.Column.name;
import static org.esxsync.shell.view.Column.number;
import static org.esxsync.shell.view.Column.prose;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.Quantity;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;
import org.jspecify.annotations.Nullable;

/**
 * Whether all is well.
 *
 * @param status how the mirror stands
 * @param now when it was asked
 */
public record StatusView(MirrorStatus status, Instant now) implements Result {

    private static final int LABEL_WIDTH = 14;

    @Override
    public List<String> lines(Screen screen) {
        Instant success = status.lastSuccess();
        List<String> lines = new ArrayList<>();
        add(lines, screen, "Mirror", "%s, %s".formatted(status.mirror(), space()));
        add(lines, screen, "Running", running(screen));
        add(lines, screen, "Last sync", lastSync(screen));
        add(lines, screen, "Last success", success == null ? "never" : past(success, screen));
        add(lines, screen, "Next run", nextRun(screen));
        add(lines, screen, "Patches", counts());
        status.troubles().forEach(trouble -> add(lines, screen, "Problem", trouble));
        status.warnings().forEach(warning -> add(lines, screen, "Warning", warning));
        lines.addAll(OutcomeLines.lines(status.conflicts(), screen));
        lines.add("");
        lines.addAll(table().lines(screen));
        return lines;
    }

    private String running(Screen screen) {
        String owner = status.owner();
        return owner == null ? "no" : Numbers.withLocalTimes(owner, screen.zone());
    }

    private static void add(List<String> lines, Screen screen, String label, String text) {
        lines.addAll(PlainText.labelled(label, LABEL_WIDTH, text, screen.width()));
    }

    private String space() {
        MirrorSpace space = status.space();
        return "%s; %s of %s free"
                .formatted(
                        Quantity.bytes(space.used()),
                        Quantity.bytes(space.free()),
                        Quantity.bytes(space.total()));
    }

    private String lastSync(Screen screen) {
        Event last = status.lastSync();
        if (last == null) {
            return "never";
        }
        String end = Listings.words(last.kind()).replace("sync ", "");
        return "%s, %s: %s".formatted(past(last.at(), screen), end, Listings.detail(last));
    }

    private String nextRun(Screen screen) {
        Instant next = status.nextRun();
        if (next == null) {
            return "not scheduled";
        }
        return "%s (in %s)%s"
                .formatted(
                        Numbers.time(next, screen.zone()),
                        Numbers.age(Duration.between(now, next)),
                        status.scheduleIsKept() ? "" : ", if 'esxsync service' runs");
    }

    private String past(Instant time, Screen screen) {
        return "%s (%s ago)".formatted(Numbers.time(time, screen.zone()), age(time));
    }

    private String age(Instant time) {
        return Numbers.age(Duration.between(time, now));
    }

    private String counts() {
        MirrorStatus.Patches patches = status.patches();
        return "%d listed, %d claimed, %d published, %d missing%s"
                .formatted(
                        patches.listed(),
                        patches.claimed(),
                        patches.published(),
                        patches.missing(),
                        patches.ignored() == 0 ? "" : ", %d ignored".formatted(patches.ignored()));
    }

    private Table<SourceStatus> table() {
        return new Table<>(
                status.sources(),
                List.of(
                        name("SOURCE", source -> source.summary().name()),
                        number("PATCHES", source -> source.summary().listed()),
                        name("READ", source -> read(source.summary().lastScan())),
                        prose("LAST ERROR", source -> error(source.lastError()))),
                Listings.NO_SOURCE);
    }

    private String read(@Nullable Instant lastScan) {
        return lastScan == null ? "never" : age(lastScan) + " ago";
    }

    private String error(@Nullable Event error) {
        return error == null ? "-" : "%s ago: %s".formatted(age(error.at()), error.detail());
    }
}
