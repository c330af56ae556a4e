package org.esxsync.shell;

import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.shell.progress.ScanLines;
import org.esxsync.shell.progress.SyncLines;
import org.esxsync.shell.progress.SyncProgress;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.view.Listings;
import org.esxsync.shell.view.PlanView;
import org.esxsync.shell.view.ReportView;

/**
 * Syncs and plans, and shows the progress on a console.
 *
 * @param patchSync does the work
 * @param catalogue knows the sources
 * @param json writes results for programs
 * @param csv writes what is missing for spreadsheets
 */
record SyncCommands(
        PatchSync patchSync, MirrorCatalogue catalogue, JsonWriter json, CsvWriter csv) {

    /**
     * Syncs.
     *
     * @throws IncompleteException if not everything that was wanted is in the mirror; the result is
     *     printed then
     */
    Object sync(Console console, boolean isForPrograms, SyncRequest request) {
        requireSource(request);
        SyncReport report = sync(request, isForPrograms || console.quiet(), console);
        Object result = isForPrograms ? json.report(report) : told(console, new ReportView(report));
        return complete(
                console, result, IncompleteException.of(report, isAbove(console, isForPrograms)));
    }

    private SyncReport sync(SyncRequest request, boolean isSilent, Console console) {
        if (isSilent) {
            return patchSync.sync(request, new SyncListener() {});
        }
        if (!console.screen().live()) {
            return patchSync.sync(request, new SyncLines(console));
        }
        try (SyncProgress progress = new SyncProgress(console, System::nanoTime)) {
            return patchSync.sync(request, progress);
        }
    }

    /**
     * Plans.
     *
     * @throws IncompleteException if a source could not be read, or a patch cannot be published;
     *     the result is printed then
     */
    Object plan(Console console, Format format, SyncRequest request) {
        requireSource(request);
        boolean isForPeople = format == Format.SCREEN;
        SyncListener listener =
                isForPeople && !console.quiet() ? new ScanLines(console) : new SyncListener() {};
        SyncPlan plan = patchSync.plan(request, listener);
        Object result =
                format.print(plan, json::plan, made -> csv.planned(made.patches()), PlanView::new);
        return complete(
                console, result, IncompleteException.of(plan, isAbove(console, !isForPeople)));
    }

    /** A mail from cron has only what went to standard error; a terminal shows both. */
    private static boolean isAbove(Console console, boolean isForPrograms) {
        return console.screen().isLimited() && !isForPrograms && !console.quiet();
    }

    /** The result of a command that does something, unless only errors are wanted. */
    static Result told(Console console, Result result) {
        return console.quiet() ? Result.NONE : result;
    }

    /** Without one, a sync would find nothing, and a script would think that all is well. */
    private void requireSource(SyncRequest request) {
        if (request.once().isEmpty() && !hasSource()) {
            throw new EsxSyncException(Listings.NO_SOURCE);
        }
    }

    private boolean hasSource() {
        try {
            return !catalogue.sources().isEmpty();
        } catch (LedgerException e) {
            // The catalogue cannot look into a damaged ledger; a sync replaces it.
            return true;
        }
    }

    /** Returns the result, or prints it and fails where it is not all that was wanted. */
    static Object complete(Console console, Object result, Optional<IncompleteException> problem) {
        problem.ifPresent(
                incomplete -> {
                    console.print(result);
                    throw incomplete;
                });
        return result;
    }
}
