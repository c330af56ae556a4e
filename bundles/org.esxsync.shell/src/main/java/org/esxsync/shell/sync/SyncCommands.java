package org.esxsync.shell.sync;

import static org.esxsync.shell.run.CommonWords.CSV;
import static org.esxsync.shell.run.CommonWords.JSON;
import static org.esxsync.shell.run.CommonWords.MANY;
import static org.esxsync.shell.run.CommonWords.NO;
import static org.esxsync.shell.run.CommonWords.YES;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.compliance.HostsAfterSync;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.setup.SourceSetup;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.shell.command.Example;
import org.esxsync.shell.command.OperandKind;
import org.esxsync.shell.command.Operands;
import org.esxsync.shell.progress.ScanLines;
import org.esxsync.shell.progress.SyncLines;
import org.esxsync.shell.progress.SyncProgress;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.run.Format;
import org.esxsync.shell.run.IncompleteException;
import org.esxsync.shell.run.LocationWord;
import org.esxsync.shell.run.PlaceProgress;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.view.Listings;
import org.esxsync.shell.view.PlanView;
import org.esxsync.shell.view.ReportView;

/** Syncs and plans, and shows the progress on a console. */
public final class SyncCommands {

    private static final String RELEASES =
            "such as esx-3.0.1, or 3.0.1 if only one product has it; default: the configured"
                    + " releases, or all";
    private static final String ONCE =
            RELEASES
                    + ". A file, directory or URL, as 'add' takes it, is read in place of the"
                    + " configured sources";

    private final CommandRun run;
    private final PatchSync patchSync;
    private final MirrorCatalogue catalogue;
    private final Supplier<SourceSetup> setup;
    private final Supplier<Optional<HostsAfterSync>> hosts;
    private final JsonWriter json;
    private final CsvWriter csv;

    /**
     * @param patchSync does the work
     * @param catalogue knows the sources
     * @param setup opens a place that is read once; fails where no bundle has it
     * @param hosts tells which hosts lack what came; nothing where no bundle has it
     * @param json writes results for programs
     * @param csv writes what is missing for spreadsheets
     */
    public SyncCommands(
            CommandRun run,
            PatchSync patchSync,
            MirrorCatalogue catalogue,
            Supplier<SourceSetup> setup,
            Supplier<Optional<HostsAfterSync>> hosts,
            JsonWriter json,
            CsvWriter csv) {
        this.run = run;
        this.patchSync = patchSync;
        this.catalogue = catalogue;
        this.setup = setup;
        this.hosts = hosts;
        this.json = json;
        this.csv = csv;
    }

    @Descriptor("bring the mirror up to date")
    @Example(value = "sync -n 3.0.1", does = "shows which patches of ESX Server 3.0.1 are missing")
    public Object sync(
            CommandSession session,
            @Descriptor("only show what would be done, like 'plan'")
                    @Parameter(
                            names = {"-n", "--dry-run"},
                            presentValue = YES,
                            absentValue = NO)
                    boolean dryRun,
            @Descriptor(
                            "read every source in full, and accept one that lists far fewer"
                                    + " patches, or recalls most")
                    @Parameter(names = "--force", presentValue = YES, absentValue = NO)
                    boolean force,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(ONCE) @Operands(value = OperandKind.RELEASE_OR_LOCATION, max = MANY)
                    String... releases) {
        return run.run(
                session,
                "sync",
                releases,
                () -> {
                    SyncRequest all = request(session, releases);
                    SyncRequest request = force ? all.forced() : all;
                    return dryRun
                            ? planned(Console.of(session), Format.of(json, false), request)
                            : synced(Console.of(session), json, request);
                });
    }

    @Descriptor("show what a sync would do; writes nothing into the mirror")
    @Example(value = "plan esxi-8.0", does = "shows which patches of ESXi 8.0 are missing")
    public Object plan(
            CommandSession session,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Descriptor(ONCE) @Operands(value = OperandKind.RELEASE_OR_LOCATION, max = MANY)
                    String... releases) {
        return run.run(
                session,
                "plan",
                releases,
                () ->
                        planned(
                                Console.of(session),
                                Format.of(json, csv),
                                request(session, releases)));
    }

    /** A request of which some words are places to read in place of the configured sources. */
    private SyncRequest request(CommandSession session, String... words) {
        List<String> releases = new ArrayList<>();
        List<PatchSource> sources = new ArrayList<>();
        for (String word : words) {
            if (LocationWord.isOne(word)) {
                sources.addAll(setup.get().open(word, new PlaceProgress(Console.of(session))));
            } else {
                releases.add(word);
            }
        }
        return new SyncRequest(releases, false, sources);
    }

    /**
     * Syncs.
     *
     * @throws IncompleteException if not everything that was wanted is in the mirror; the result is
     *     printed then
     */
    private Object synced(Console console, boolean isForPrograms, SyncRequest request) {
        requireSource(request);
        SyncReport report = sync(request, isForPrograms || console.quiet(), console);
        Object result = isForPrograms ? forPrograms(report) : shown(console, report);
        return complete(
                console, result, IncompleteException.of(report, isAbove(console, isForPrograms)));
    }

    private Result shown(Console console, SyncReport report) {
        return console.quiet()
                ? Result.NONE
                : new ReportView(report, KeptHostsNews.of(report, hosts).line());
    }

    private String forPrograms(SyncReport report) {
        KeptHostsNews news = KeptHostsNews.of(report, hosts);
        return json.report(report, news.lacking(), news.problem());
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
    private Object planned(Console console, Format format, SyncRequest request) {
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
    public static Result told(Console console, Result result) {
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
