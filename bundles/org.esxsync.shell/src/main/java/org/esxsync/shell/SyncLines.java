package org.esxsync.shell;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceFailure;

/** Prints a line for each thing that a sync settles, as it happens. */
final class SyncLines extends ScanLines {

    private final Map<PatchId, Long> bytes = new ConcurrentHashMap<>();

    SyncLines(PrintStream out) {
        super(out);
    }

    @Override
    public void sourceFailed(SourceFailure failure) {
        print(line(failure));
    }

    @Override
    public void transferred(Patch patch, long done, long total) {
        bytes.put(new PatchId(patch.source(), patch.id()), done);
    }

    @Override
    public void finished(PatchOutcome outcome) {
        if (outcome.outcome() == Outcome.PUBLISHED) {
            Long size = bytes.get(new PatchId(outcome.source(), outcome.patch()));
            print(published(outcome) + (size == null ? "" : "  " + Figures.bytes(size)));
        } else if (outcome.isProblem()) {
            print(line(outcome));
        }
    }

    private static String published(PatchOutcome outcome) {
        return labelled("published", outcome.detail());
    }

    static String line(SourceFailure failure) {
        return labelled("failed", place(failure));
    }

    static String line(PatchOutcome problem) {
        return labelled(Listings.words(problem.outcome()), place(problem));
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

    private record PatchId(String source, String id) {}
}
