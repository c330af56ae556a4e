package org.esxsync.shell.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.view.Numbers;

/** How far the downloads of a sync are. Times are those of {@link System#nanoTime}. */
final class TransferTable {

    private static final String GAP = "  ";

    /** The newest transfers; more would not fit on a low terminal. */
    private static final int SHOWN = 6;

    /** What a name keeps beside figures on a narrow terminal. */
    private static final int NARROWEST_NAME = 12;

    /** How many columns figures fill: the part, the bytes, the rate and the time that is left. */
    private static final int USUAL_FIGURES = 60;

    private final Map<PatchName, TransferRate> active = new LinkedHashMap<>();
    private final Map<PatchName, Long> bytes = new HashMap<>();
    private final Set<PatchName> pending = new HashSet<>();

    /** The bytes to expect of each patch; -1 while unknown. */
    private final Map<PatchName, Long> sizes = new HashMap<>();

    /** Those of which the exact size is neither published nor told by a server yet. */
    private final Set<PatchName> inexact = new HashSet<>();

    private final TransferRate all = new TransferRate();
    private int ofUnknownSize;
    private long size;
    private int planned;

    void planned(SyncPlan plan) {
        Set<Digest> counted = new HashSet<>();
        for (PlannedPatch each : plan.patches()) {
            PatchName name = PatchName.of(each.patch());
            pending.add(name);
            if (!Numbers.isSizeKnown(each.patch())) {
                inexact.add(name);
            }
            expect(
                    name,
                    Numbers.isSizeExpected(each.patch()) ? newBytes(each.patch(), counted) : -1);
        }
        planned = pending.size();
        expectAll();
    }

    /** The bytes that no patch before this one has, too. */
    private static long newBytes(Patch patch, Set<Digest> counted) {
        return patch.artifacts().stream()
                .filter(artifact -> artifact.sha256().map(counted::add).orElse(true))
                .mapToLong(Artifact::expectedSize)
                .sum();
    }

    private void expect(PatchName name, long bytes) {
        Long before = sizes.put(name, bytes);
        if (before != null && before < 0) {
            ofUnknownSize--;
        }
        if (bytes < 0) {
            ofUnknownSize++;
        }
        size += Math.max(0, bytes) - (before == null ? 0 : Math.max(0, before));
    }

    /** Servers tell what is not published, when a transfer begins. */
    private void expectAll() {
        all.expect(ofUnknownSize == 0 ? size : -1, !inexact.isEmpty());
    }

    void started(Patch patch) {
        active.put(PatchName.of(patch), new TransferRate());
    }

    void transferred(Patch patch, long done, long total, long now) {
        PatchName name = PatchName.of(patch);
        if (total >= 0 && inexact.remove(name)) {
            expect(name, total);
            expectAll();
        }
        TransferRate rate = active.computeIfAbsent(name, key -> new TransferRate());
        if (total >= 0) {
            rate.expect(total, false);
        } else {
            rate.expect(sizes.getOrDefault(name, -1L), true);
        }
        rate.set(done, now);
        Long before = bytes.put(name, done);
        all.set(all.done() + done - (before == null ? 0 : before), now);
    }

    /**
     * A patch of several releases has several outcomes, and is counted once. What it did not have
     * to transfer, since the mirror or another patch had it, is no longer expected.
     */
    void finished(PatchOutcome outcome) {
        PatchName name = PatchName.of(outcome);
        active.remove(name);
        if (pending.remove(name)) {
            inexact.remove(name);
            expect(name, bytes.getOrDefault(name, 0L));
            expectAll();
        }
    }

    /**
     * A line for each of some running transfers, and one for all; none without work.
     *
     * @param room columns that a line may fill; figures that do not fit are left out
     */
    List<String> lines(int room) {
        if (pending.isEmpty()) {
            return List.of();
        }
        List<Map.Entry<PatchName, TransferRate>> newest =
                active.entrySet().stream().skip(Math.max(0, active.size() - SHOWN)).toList();
        int longest =
                newest.stream()
                        .mapToInt(each -> PlainText.width(plain(each.getKey())))
                        .max()
                        .orElse(0);
        int width = Math.min(longest, Math.max(NARROWEST_NAME, room - USUAL_FIGURES));
        List<String> lines = new ArrayList<>();
        for (Map.Entry<PatchName, TransferRate> each : newest) {
            String name = PlainText.cut(plain(each.getKey()), width);
            String start = GAP + PlainText.pad(name, width) + GAP;
            lines.add(start + each.getValue().text(room - PlainText.width(start)));
        }
        String start =
                "%d of %s%s".formatted(planned - pending.size(), Numbers.patches(planned), GAP);
        lines.add((start + all.text(room - PlainText.width(start))).stripTrailing());
        return lines;
    }

    private static String plain(PatchName name) {
        return PlainText.of(name.id());
    }
}
