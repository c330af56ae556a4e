package org.esxsync.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.Quantity;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.shell.terminal.Ink;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/**
 * What a sync did, in one line after its warnings; the patches themselves were reported as they
 * came.
 *
 * @param hosts which hosts lack what came, as one line; empty if there is nothing to tell
 */
public record ReportView(SyncReport report, String hosts) implements Result {

    public ReportView(SyncReport report) {
        this(report, "");
    }

    @Override
    public List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        report.warnings()
                .forEach(
                        each ->
                                lines.add(
                                        Ink.YELLOW.on(screen, OutcomeLines.labelled("warning", ""))
                                                + PlainText.of(each)));
        lines.add(result());
        if (!hosts.isEmpty()) {
            lines.add(PlainText.of(hosts));
        }
        return lines;
    }

    private String result() {
        if (report.outcomes().isEmpty() && report.failedSources().isEmpty()) {
            return "Nothing new: no listed patch is for these releases.";
        }
        return isNothingNew() ? "Nothing new: " + present() + "." : summary();
    }

    private boolean isNothingNew() {
        return report.countPatches(Outcome.PUBLISHED) == 0
                && report.problems().isEmpty()
                && report.failedSources().isEmpty();
    }

    /** Such as {@code 12 patches present, 1 not downloadable}. */
    private String present() {
        List<String> counts = new ArrayList<>();
        counts.add(Numbers.patches(report.countPatches(Outcome.PRESENT)) + " present");
        addCount(counts, report.countPatches(Outcome.NOT_DOWNLOADABLE), "not downloadable");
        return String.join(", ", counts);
    }

    private String summary() {
        List<String> counts = new ArrayList<>();
        counts.add(report.countPatches(Outcome.PUBLISHED) + " published");
        addCount(counts, report.countPatches(Outcome.PRESENT), "present");
        addCount(counts, report.countPatches(Outcome.NOT_DOWNLOADABLE), "not downloadable");
        addCount(counts, report.countPatches(Outcome.FAILED), "failed");
        long conflicts = report.countPatches(Outcome.CONFLICT);
        addCount(counts, conflicts, conflicts == 1 ? "conflict" : "conflicts");
        long unread = report.failedSources().size();
        addCount(counts, unread, unread == 1 ? "source unread" : "sources unread");
        return "%s; %s in %s"
                .formatted(
                        String.join(", ", counts),
                        Quantity.bytes(report.downloadedBytes()),
                        Numbers.duration(report.duration()));
    }

    private static void addCount(List<String> counts, long count, String what) {
        if (count > 0) {
            counts.add(count + " " + what);
        }
    }
}
