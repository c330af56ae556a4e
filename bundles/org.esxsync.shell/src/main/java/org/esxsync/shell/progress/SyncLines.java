package org.esxsync.shell.progress;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.api.Quantity;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Ink;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.view.OutcomeLines;

/** Prints a line for each outcome of a sync, as it comes. */
public class SyncLines extends ScanLines {

    private final Map<PatchName, Long> bytes = new ConcurrentHashMap<>();
    private final Set<PatchOutcome> told = ConcurrentHashMap.newKeySet();

    public SyncLines(Console console) {
        super(console);
    }

    @Override
    public void sourceFailed(SourceFailure failure) {
        print(OutcomeLines.line(failure, screen()));
    }

    /** An outcome without work is often the same in several releases, and printed once. */
    @Override
    public void planned(SyncPlan plan) {
        List<PatchOutcome> notable =
                plan.settled().stream().filter(each -> each.outcome() != Outcome.PRESENT).toList();
        OutcomeLines.lines(notable, screen()).forEach(this::print);
        told.addAll(notable);
        // If the disk is too full for sure, the sync fails and says the same.
        if (plan.disk().isEnough()) {
            OutcomeLines.diskSpace(plan.disk(), screen()).ifPresent(this::print);
        }
    }

    @Override
    public void transferred(Patch patch, long done, long total) {
        bytes.put(PatchName.of(patch), done);
    }

    @Override
    public void finished(PatchOutcome outcome) {
        if (outcome.outcome() == Outcome.PUBLISHED) {
            Long size = bytes.get(PatchName.of(outcome));
            print(published(outcome) + (size == null ? "" : "  " + Quantity.bytes(size)));
        } else if (outcome.outcome() != Outcome.PRESENT && !told.contains(outcome)) {
            print(OutcomeLines.line(outcome, screen()));
        }
    }

    private String published(PatchOutcome outcome) {
        String place = outcome.detail();
        String named =
                place.contains(outcome.patch())
                        ? place
                        : "%s (%s)".formatted(place, outcome.patch());
        return Ink.GREEN.on(screen(), OutcomeLines.labelled("published", "")) + PlainText.of(named);
    }
}
