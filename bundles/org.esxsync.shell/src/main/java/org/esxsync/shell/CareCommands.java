package org.esxsync.shell;

import org.esxsync.api.EsxSyncException;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.ledger.HistoryBreak;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PruneRequest;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;
import org.esxsync.shell.progress.VerifyProgress;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.view.Numbers;
import org.esxsync.shell.view.PruneView;
import org.esxsync.shell.view.VerifyView;

/**
 * Looks after what is in the mirror already.
 *
 * @param patchSync does the work
 * @param catalogue knows the ledger
 * @param writer writes results for programs
 */
record CareCommands(PatchSync patchSync, MirrorCatalogue catalogue, JsonWriter writer) {

    /**
     * Verifies, and repairs if that is asked for.
     *
     * @throws IncompleteException if something is not as it was published; the result is printed
     *     then
     */
    Object verify(Console console, boolean repair, boolean json, String... releases) {
        SyncRequest request = SyncRequest.of(releases);
        VerifyListener listener =
                json || console.quiet() || !console.screen().live()
                        ? VerifyListener.NONE
                        : new VerifyProgress(console, System::nanoTime);
        VerifyReport report =
                repair ? patchSync.repair(request, listener) : patchSync.verify(request, listener);
        Object result =
                json
                        ? writer.verification(report)
                        : report.isWhole()
                                ? SyncCommands.told(console, new VerifyView(report))
                                : new VerifyView(report);
        return SyncCommands.complete(console, result, IncompleteException.of(report, repair));
    }

    /** Prunes, or says what would be removed. */
    Object prune(Console console, boolean dryRun, boolean force, boolean json) {
        PruneReport report = patchSync.prune(new PruneRequest(dryRun, force));
        if (json) {
            return writer.pruning(report, dryRun);
        }
        Result result = new PruneView(report, dryRun);
        return dryRun ? result : SyncCommands.told(console, result);
    }

    /**
     * Checks the history.
     *
     * @throws EsxSyncException naming the first event that was changed or removed; JSON is printed
     *     then, too
     */
    Object checkLedger(Console console, boolean json) {
        LedgerCheck check = catalogue.checkLedger();
        HistoryBreak found = check.firstBreak();
        Object result =
                json
                        ? writer.ledgerCheck(check)
                        : "%s, all unchanged"
                                .formatted(Numbers.count(check.events(), "event", "events"));
        if (found == null) {
            return result;
        }
        if (json) {
            console.print(result);
        }
        throw new EsxSyncException(
                "the ledger's history was changed at event %d: %s; compare with an export or a backup"
                        .formatted(found.number(), found.reason()));
    }

    /** Prints the ledger, one JSON object in each line; the last one is the result. */
    Object exportLedger(Console console) {
        ExportLines lines = new ExportLines(console);
        catalogue.history(Integer.MAX_VALUE).forEach(entry -> lines.add(writer.eventLine(entry)));
        catalogue.forEachPatch(details -> lines.add(writer.patchLine(details)));
        return lines.last;
    }

    /** Prints each line when the next one comes. */
    private static final class ExportLines {

        private final Console console;
        private String last = "";

        ExportLines(Console console) {
            this.console = console;
        }

        void add(String line) {
            if (!last.isEmpty()) {
                console.out().println(last);
            }
            last = line;
        }
    }
}
