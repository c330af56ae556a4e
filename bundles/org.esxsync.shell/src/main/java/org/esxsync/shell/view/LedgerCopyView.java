package org.esxsync.shell.view;

import java.util.List;
import org.esxsync.api.Quantity;
import org.esxsync.api.sync.LedgerCopyReport;
import org.esxsync.api.sync.LedgerMove;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/**
 * What was copied, and what is to be configured now.
 *
 * @param report the report
 */
public record LedgerCopyView(LedgerCopyReport report) implements Result {

    @Override
    public List<String> lines(Screen screen) {
        return List.of(
                "%s and %s copied in %s; the copy is the same, and the mirror's ledger from now on"
                        .formatted(
                                Quantity.count(report.events(), "event", "events"),
                                Quantity.count(report.patches(), "patch", "patches"),
                                Numbers.duration(report.duration())),
                PlainText.of(next()));
    }

    private String next() {
        return report.to().equals(LedgerMove.FILE)
                ? "Take ledger= out of org.esxsync.sync.cfg now; until then, commands are refused."
                : "Set this in org.esxsync.sync.cfg now; until then, commands are refused: "
                        + report.setting();
    }
}
