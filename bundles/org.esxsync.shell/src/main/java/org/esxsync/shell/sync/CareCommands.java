package org.esxsync.shell.sync;

import static org.esxsync.shell.run.CommonWords.CSV;
import static org.esxsync.shell.run.CommonWords.JSON;
import static org.esxsync.shell.run.CommonWords.MANY;
import static org.esxsync.shell.run.CommonWords.NO;
import static org.esxsync.shell.run.CommonWords.YES;

import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.Quantity;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.ledger.HistoryBreak;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.LedgerCopyReport;
import org.esxsync.api.sync.LedgerMove;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PruneRequest;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;
import org.esxsync.shell.command.Example;
import org.esxsync.shell.command.OperandKind;
import org.esxsync.shell.command.Operands;
import org.esxsync.shell.command.ValueName;
import org.esxsync.shell.progress.CopyProgress;
import org.esxsync.shell.progress.VerifyProgress;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.run.Format;
import org.esxsync.shell.run.IncompleteException;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.view.LedgerCopyView;
import org.esxsync.shell.view.PruneView;
import org.esxsync.shell.view.VerifyView;

/** Looks after what is in the mirror already. */
public final class CareCommands {

    private final CommandRun run;
    private final PatchSync patchSync;
    private final MirrorCatalogue catalogue;
    private final JsonWriter writer;
    private final CsvWriter csvWriter;
    private final Supplier<LedgerMove> moves;

    /**
     * @param patchSync does the work
     * @param catalogue knows the ledger
     * @param moves takes the ledger elsewhere
     * @param writer writes results for programs
     * @param csvWriter writes rows for spreadsheets
     */
    public CareCommands(
            CommandRun run,
            PatchSync patchSync,
            MirrorCatalogue catalogue,
            Supplier<LedgerMove> moves,
            JsonWriter writer,
            CsvWriter csvWriter) {
        this.run = run;
        this.patchSync = patchSync;
        this.catalogue = catalogue;
        this.moves = moves;
        this.writer = writer;
        this.csvWriter = csvWriter;
    }

    @Descriptor("compare the mirror's files with the ledger")
    @Example(value = "verify --repair", does = "fetches again what is damaged or missing")
    public Object verify(
            CommandSession session,
            @Descriptor("download again what is missing or changed")
                    @Parameter(
                            names = {"-r", "--repair"},
                            presentValue = YES,
                            absentValue = NO)
                    boolean repair,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Descriptor("such as esx-3.0.1; default: every release with published patches")
                    @Operands(value = OperandKind.RELEASE, max = MANY)
                    String... releases) {
        return run.run(
                session,
                "verify",
                releases,
                () -> verified(Console.of(session), repair, Format.of(json, csv), releases));
    }

    /**
     * Verifies, and repairs if that is asked for.
     *
     * @throws IncompleteException if something is not as it was published; the result is printed
     *     then
     */
    private Object verified(Console console, boolean repair, Format format, String... releases) {
        SyncRequest request = SyncRequest.of(releases);
        VerifyListener listener =
                format != Format.SCREEN || console.quiet() || !console.screen().live()
                        ? VerifyListener.NONE
                        : new VerifyProgress(console, System::nanoTime);
        VerifyReport report =
                repair ? patchSync.repair(request, listener) : patchSync.verify(request, listener);
        Object result =
                format.print(
                        report,
                        writer::verification,
                        found -> csvWriter.findings(found.findings()),
                        found ->
                                found.isWhole()
                                        ? SyncCommands.told(console, new VerifyView(found))
                                        : new VerifyView(found));
        return SyncCommands.complete(console, result, IncompleteException.of(report, repair));
    }

    @Descriptor("remove superseded patches and unwanted releases, as keep= and releases= say")
    @Example(value = "prune -n", does = "shows what would be removed, and how many bytes")
    public Object prune(
            CommandSession session,
            @Descriptor("only show what would be removed")
                    @Parameter(
                            names = {"-n", "--dry-run"},
                            presentValue = YES,
                            absentValue = NO)
                    boolean dryRun,
            @Descriptor("remove even more than 40 % of all patches")
                    @Parameter(names = "--force", presentValue = YES, absentValue = NO)
                    boolean force,
            @Descriptor("delete files at once that hosts may still find in a former index")
                    @Parameter(names = "--now", presentValue = YES, absentValue = NO)
                    boolean now,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Operands String... nothing) {
        return run.run(
                session,
                "prune",
                nothing,
                () ->
                        pruned(
                                Console.of(session),
                                new PruneRequest(dryRun, force, now),
                                Format.of(json, csv)));
    }

    /** Prunes, or says what would be removed. */
    private Object pruned(Console console, PruneRequest request, Format format) {
        PruneReport report = patchSync.prune(request);
        return format.print(
                report,
                found -> writer.pruning(found, request.dryRun()),
                found -> csvWriter.pruned(found.patches()),
                found -> {
                    Result result = new PruneView(found, request.dryRun());
                    return request.dryRun() ? result : SyncCommands.told(console, result);
                });
    }

    @Descriptor("check that the ledger's history is as it was written, or export or move it")
    @Example(
            value = "ledger --copy jdbc:postgresql://db.example/esxsync",
            does = "takes the ledger to PostgreSQL, and --copy sqlite back")
    public Object ledger(
            CommandSession session,
            @Descriptor("take it to a database, or into a file of the mirror with sqlite")
                    @ValueName("URL")
                    @Parameter(names = "--copy", absentValue = "")
                    String copyTo,
            @Descriptor("check every event, which is the default")
                    @Parameter(names = "--verify", presentValue = YES, absentValue = NO)
                    boolean verify,
            @Descriptor("print it as JSON Lines")
                    @Parameter(names = "--export", presentValue = YES, absentValue = NO)
                    boolean export,
            @Descriptor("print what the check found, or what was copied, as JSON")
                    @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Operands String... nothing) {
        return run.run(
                session,
                "ledger",
                nothing,
                () -> {
                    if (!copyTo.isEmpty()) {
                        return copied(Console.of(session), copyTo, json);
                    }
                    return export && !verify
                            ? exported(Console.of(session))
                            : checked(Console.of(session), json);
                });
    }

    private Object copied(Console console, String address, boolean json) {
        LongConsumer progress =
                json || console.quiet() || !console.screen().live()
                        ? rows -> {}
                        : new CopyProgress(console, System::nanoTime);
        LedgerCopyReport report = moves.get().copy(address, progress);
        return json ? writer.ledgerCopy(report) : new LedgerCopyView(report);
    }

    /**
     * Checks the history.
     *
     * @throws EsxSyncException naming the first event that was changed or removed; JSON is printed
     *     then, too
     */
    private Object checked(Console console, boolean json) {
        LedgerCheck check = catalogue.checkLedger();
        HistoryBreak found = check.firstBreak();
        Object result =
                json
                        ? writer.ledgerCheck(check)
                        : "%s, all unchanged"
                                .formatted(Quantity.count(check.events(), "event", "events"));
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
    private Object exported(Console console) {
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
