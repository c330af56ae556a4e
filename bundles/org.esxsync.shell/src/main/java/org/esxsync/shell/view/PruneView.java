package org.esxsync.shell.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.Quantity;
import org.esxsync.api.sync.FormerFiles;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PrunedPatch;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/**
 * What was pruned, or would be.
 *
 * @param report the report
 * @param dryRun whether it was only told
 */
public record PruneView(PruneReport report, boolean dryRun) implements Result {

    @Override
    public List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        if (report.patches().isEmpty()) {
            lines.add("Nothing to prune.");
        } else {
            String label = OutcomeLines.labelled(dryRun ? "to remove" : "removed", "");
            report.patches().forEach(patch -> lines.add(label + PlainText.of(text(patch))));
            lines.add(
                    "%s, %s %s"
                            .formatted(
                                    Numbers.patches(report.patches().size()),
                                    Quantity.bytes(report.bytes()),
                                    dryRun ? "to remove" : "removed"));
        }
        Instant until = report.former().until();
        if (until != null) {
            lines.add(text(report.former(), Numbers.time(until, screen.zone())));
        }
        return lines;
    }

    private String text(FormerFiles former, String until) {
        return "%s in %s %s, the first until %s; 'prune --now' deletes them at once"
                .formatted(
                        Quantity.bytes(former.bytes()),
                        Quantity.count(former.count(), "file", "files"),
                        (dryRun ? "would stay" : "stay") + " for hosts that read a former index",
                        until);
    }

    private static String text(PrunedPatch patch) {
        return "%s %s  %s  %s"
                .formatted(
                        patch.release(),
                        patch.patch(),
                        Quantity.bytes(patch.bytes()),
                        patch.reason());
    }
}
