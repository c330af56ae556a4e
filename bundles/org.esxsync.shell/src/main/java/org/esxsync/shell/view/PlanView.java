package org.esxsync.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/** What a sync would do. */
public record PlanView(SyncPlan plan) implements Result {

    @Override
    public List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        if (!plan.patches().isEmpty()) {
            lines.addAll(Listings.planned(plan.patches()).lines(screen));
        }
        plan.failedSources().forEach(failure -> lines.add(OutcomeLines.line(failure, screen)));
        lines.addAll(
                OutcomeLines.lines(
                        plan.settled().stream().filter(PlanView::isTold).toList(), screen));
        OutcomeLines.diskSpace(plan.disk(), screen).ifPresent(lines::add);
        lines.addAll(PlainText.wrap(total(), screen.width()));
        return lines;
    }

    private static boolean isTold(PatchOutcome outcome) {
        return outcome.outcome() != PatchOutcome.Outcome.PRESENT;
    }

    private String total() {
        int patches = plan.patches().size();
        if (patches == 0) {
            return plan.failedSources().isEmpty()
                    ? "Nothing new."
                    : "Nothing new in the sources that could be read.";
        }
        long unknown = plan.patchesWithoutSize();
        if (unknown == patches) {
            return Numbers.patches(patches) + " of unknown size to download";
        }
        String known =
                plan.patchesOfUnknownSize() == unknown
                        ? Numbers.bytes(plan.expectedSize())
                        : Numbers.about(plan.expectedSize());
        return "%s, %s%s to download"
                .formatted(
                        Numbers.patches(patches),
                        known,
                        unknown == 0 ? "" : " and %d of unknown size".formatted(unknown));
    }
}
