package org.esxsync.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.Quantity;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.VerifyReport;
import org.esxsync.shell.terminal.Ink;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/**
 * What a verification found.
 *
 * @param report the report
 */
public record VerifyView(VerifyReport report) implements Result {

    @Override
    public List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        report.findings().forEach(finding -> lines.add(line(finding, screen)));
        String read =
                "%s, %s read in %s"
                        .formatted(
                                Quantity.count(report.files(), "file", "files"),
                                Quantity.bytes(report.bytes()),
                                Numbers.duration(report.duration()));
        lines.add(read + (report.findings().isEmpty() ? verdict() : ""));
        return lines;
    }

    private String verdict() {
        return report.files() == 0 ? ": nothing is published" : ": all as published";
    }

    private static String line(Finding finding, Screen screen) {
        Ink ink = finding.repaired() ? Ink.GREEN : Ink.RED;
        return ink.on(screen, OutcomeLines.labelled(label(finding), ""))
                + PlainText.of("%s: %s".formatted(finding.path(), finding.detail()));
    }

    private static String label(Finding finding) {
        if (!finding.repaired()) {
            return Listings.words(finding.kind());
        }
        return finding.kind() == Finding.Kind.EXTRA ? "set aside" : "repaired";
    }
}
