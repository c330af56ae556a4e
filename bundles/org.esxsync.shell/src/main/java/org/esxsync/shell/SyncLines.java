package org.esxsync.shell;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceFailure;

/** Prints a line for each thing that a sync settles, as it happens. */
class SyncLines extends ScanLines {

    private final Map<PatchName, Long> bytes = new ConcurrentHashMap<>();

    SyncLines(Console console) {
        super(console);
    }

    @Override
    public void sourceFailed(SourceFailure failure) {
        print(line(failure, screen()));
    }

    @Override
    public void transferred(Patch patch, long done, long total) {
        bytes.put(PatchName.of(patch), done);
    }

    @Override
    public void finished(PatchOutcome outcome) {
        if (outcome.outcome() == Outcome.PUBLISHED) {
            Long size = bytes.get(PatchName.of(outcome));
            print(published(outcome) + (size == null ? "" : "  " + Figures.bytes(size)));
        } else if (outcome.isProblem()) {
            print(line(outcome, screen()));
        }
    }

    private String published(PatchOutcome outcome) {
        String place = outcome.detail();
        String named =
                place.contains(outcome.patch())
                        ? place
                        : "%s (%s)".formatted(place, outcome.patch());
        return Ink.GREEN.on(screen(), labelled("published", "")) + PlainText.of(named);
    }

    static String line(SourceFailure failure, Screen screen) {
        return Ink.RED.on(screen, labelled("failed", "")) + PlainText.of(place(failure));
    }

    static String line(PatchOutcome problem, Screen screen) {
        Ink ink = problem.outcome() == Outcome.CONFLICT ? Ink.YELLOW : Ink.RED;
        String label = labelled(Listings.words(problem.outcome()), "");
        return ink.on(screen, label) + PlainText.of(place(problem));
    }

    /** Which source failed, and why. */
    static String place(SourceFailure failure) {
        return "source %s: %s".formatted(failure.source(), failure.reason());
    }

    /** Which patch it is about, where, and why. */
    static String place(PatchOutcome outcome) {
        Object where = outcome.release() == null ? outcome.source() : outcome.release();
        return "%s (%s): %s".formatted(outcome.patch(), where, outcome.detail());
    }
}
