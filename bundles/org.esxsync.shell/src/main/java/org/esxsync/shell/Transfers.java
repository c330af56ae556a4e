package org.esxsync.shell;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SyncPlan;

/** How far the downloads of a sync are. Times are those of {@link System#nanoTime}. */
final class Transfers {

    private static final long RATE_WINDOW = Duration.ofSeconds(5).toNanos();

    /** The newest transfers; more would not fit on a low terminal. */
    private static final int SHOWN = 6;

    private static final double NANOS = 1e9;

    private final Map<PatchName, Transfer> active = new LinkedHashMap<>();
    private final Map<PatchName, Long> bytes = new HashMap<>();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Set<PatchName> pending = new HashSet<>();
    private int planned;
    private long size;
    private boolean sizeKnown;

    private record Transfer(long done, long total) {}

    private record Sample(long time, long bytes) {}

    void planned(SyncPlan plan) {
        plan.patches().forEach(each -> pending.add(PatchName.of(each.patch())));
        planned = pending.size();
        size = plan.knownSize();
        sizeKnown = plan.patchesOfUnknownSize() == 0;
    }

    void started(Patch patch) {
        active.put(PatchName.of(patch), new Transfer(0, -1));
    }

    void transferred(Patch patch, long done, long total, long now) {
        active.put(PatchName.of(patch), new Transfer(done, total));
        bytes.put(PatchName.of(patch), done);
        samples.add(new Sample(now, done()));
        while (now - samples.getFirst().time() > RATE_WINDOW) {
            samples.removeFirst();
        }
    }

    /** A patch of several releases is settled several times, and counted once. */
    void finished(PatchOutcome outcome) {
        active.remove(PatchName.of(outcome));
        pending.remove(PatchName.of(outcome));
    }

    /** A line for each of some running transfers, and one for all; none without work. */
    List<String> lines() {
        if (pending.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        active.entrySet().stream()
                .skip(Math.max(0, active.size() - SHOWN))
                .forEach(transfer -> lines.add(line(transfer.getKey(), transfer.getValue())));
        lines.add(total());
        return lines;
    }

    private static String line(PatchName patch, Transfer transfer) {
        return "  %s  %s"
                .formatted(PlainText.of(patch.id()), part(transfer.done(), transfer.total()));
    }

    private String total() {
        StringBuilder line = new StringBuilder();
        line.append("%d of %s".formatted(planned - pending.size(), Figures.patches(planned)));
        line.append(", ").append(part(done(), sizeKnown ? size : -1));
        long rate = rate();
        if (rate > 0) {
            line.append(", ").append(Figures.bytes(rate)).append("/s");
            if (sizeKnown && size > done()) {
                Duration left = Duration.ofSeconds((size - done()) / rate);
                line.append(", ").append(Figures.wholeSeconds(left)).append(" left");
            }
        }
        return line.toString();
    }

    /** Such as {@code 3.4 MB of 7.9 MB (43 %)}. */
    private static String part(long done, long total) {
        return total <= 0
                ? Figures.bytes(done)
                : "%s of %s (%d %%)"
                        .formatted(
                                Figures.bytes(done),
                                Figures.bytes(total),
                                Math.min(100, 100 * done / total));
    }

    private long done() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes per second over the last seconds; 0 while it cannot be told. */
    private long rate() {
        if (samples.isEmpty()) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = (last.time() - first.time()) / NANOS;
        return seconds <= 0 ? 0 : Math.max(0, Math.round((last.bytes() - first.bytes()) / seconds));
    }
}
