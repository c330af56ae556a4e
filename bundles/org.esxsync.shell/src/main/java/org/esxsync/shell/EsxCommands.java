package org.esxsync.shell;

import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.setup.ConfigurationEditor;
import org.esxsync.api.setup.SourceSetup;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.shell.ask.PatchFilter;
import org.esxsync.shell.ask.PatchFilter.State;
import org.esxsync.shell.ask.RecentEvents;
import org.esxsync.shell.ask.SearchWords;
import org.esxsync.shell.ask.Since;
import org.esxsync.shell.command.Commands;
import org.esxsync.shell.command.CompletionScript;
import org.esxsync.shell.command.Example;
import org.esxsync.shell.command.Help;
import org.esxsync.shell.command.OperandKind;
import org.esxsync.shell.command.Operands;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.command.ValueName;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;
import org.esxsync.shell.view.Listings;
import org.esxsync.shell.view.PatchSheet;
import org.esxsync.shell.view.StatusView;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The commands. Each returns its result, or throws with a message that a person can act on; only a
 * sync also prints, as things happen. Options come first, because Gogo hands them over in that
 * order, and all that is typed arrives as text, because Gogo would turn 8.10 into 8.1.
 */
@Component(service = EsxCommands.class)
public final class EsxCommands {

    /** The order in which help lists the commands. */
    private static final List<String> ORDER =
            List.of(
                    "add",
                    "remove",
                    "sync",
                    "plan",
                    "patches",
                    "new",
                    "diff",
                    "profiles",
                    "show",
                    "releases",
                    "sources",
                    "history",
                    "verify",
                    "prune",
                    "ledger",
                    "status",
                    "config",
                    "completion",
                    "help");

    /** What each command is called and takes. */
    public static final Commands COMMANDS = Commands.of(EsxCommands.class, ORDER);

    private static final String JSON = "print JSON for programs";
    private static final String CSV = "print CSV for spreadsheets";
    private static final String RELEASES =
            "such as esx-3.0.1, or 3.0.1 if only one product has it; default: the configured"
                    + " releases, or all";
    private static final String ONCE =
            RELEASES
                    + ". A file, directory or URL, as 'add' takes it, is read in place of the"
                    + " configured sources";
    private static final int MANY = Integer.MAX_VALUE;

    private final SyncCommands syncs;
    private final CareCommands care;
    private final PatchListing patches;
    private final MirrorCatalogue catalogue;
    private final JsonWriter jsonWriter;
    private final CsvWriter csvWriter;
    private final Clock clock;
    private final ZoneId zone = ZoneId.systemDefault();

    /** Asked for only by the commands that need it, so that others start without it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ServiceReference<SourceSetup> setups;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ServiceReference<ConfigurationEditor> editors;

    @Activate
    public EsxCommands(
            @Reference PatchSync patchSync,
            @Reference MirrorCatalogue catalogue,
            @Reference JsonWriter jsonWriter,
            @Reference CsvWriter csvWriter) {
        this(patchSync, catalogue, jsonWriter, csvWriter, Clock.systemUTC());
    }

    EsxCommands(
            PatchSync patchSync,
            MirrorCatalogue catalogue,
            JsonWriter jsonWriter,
            CsvWriter csvWriter,
            Clock clock) {
        this.syncs = new SyncCommands(patchSync, catalogue, jsonWriter, csvWriter);
        this.care = new CareCommands(patchSync, catalogue, jsonWriter);
        this.patches = new PatchListing(catalogue, zone);
        this.catalogue = catalogue;
        this.jsonWriter = jsonWriter;
        this.csvWriter = csvWriter;
        this.clock = clock;
    }

    @Descriptor("add a source of patches: a file, a directory or a URL; it recognises what it is")
    @Example(value = "add /srv/bundles", does = "writes a configuration, and says what was found")
    public Object add(
            CommandSession session,
            @Descriptor("a file with the token that the URL needs, of mode 0600")
                    @ValueName("FILE")
                    @Parameter(names = "--token-file", absentValue = "")
                    String tokenFile,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(
                            "an offline bundle, a VIB, a depot, a VI3 index page, or a directory"
                                    + " with any of them or with patch archives: a path or URL; and"
                                    + " the source's name, if it is to have another one than that"
                                    + " of the place")
                    @Operands(value = OperandKind.LOCATION, min = 1, max = 2)
                    String... locationAndName) {
        return run(
                session,
                "add",
                locationAndName,
                () ->
                        SetupCommands.of(setups, jsonWriter)
                                .add(session, json, tokenFile, locationAndName));
    }

    @Descriptor("remove a source; what was published of it stays")
    @Example(value = "remove bundles", does = "deletes the file that defines it")
    public Object remove(
            CommandSession session,
            @Descriptor("a source's name, as 'sources' lists it")
                    @Operands(value = OperandKind.SOURCE, min = 1, max = 1)
                    String... source) {
        return run(
                session,
                "remove",
                source,
                () -> SetupCommands.of(setups, jsonWriter).remove(source[0]));
    }

    @Descriptor("show all settings with their values, or change one")
    @Example(
            value = "config set org.esxsync.sync releases esxi-8.0",
            does = "checks the value, and writes it into the file")
    public Object config(
            CommandSession session,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(
                            "a configuration's PID, such as org.esxsync.sync, to show it alone;"
                                    + " or set PID KEY VALUE; or unset PID KEY")
                    @Operands(value = OperandKind.SETTING, max = MANY)
                    String... words) {
        return run(
                session,
                "config",
                words,
                () -> ConfigCommand.of(editors, jsonWriter).run(json, words));
    }

    @Descriptor("bring the mirror up to date")
    @Example(value = "sync -n 3.0.1", does = "shows which patches of ESX Server 3.0.1 are missing")
    public Object sync(
            CommandSession session,
            @Descriptor("only show what would be done, like 'plan'")
                    @Parameter(
                            names = {"-n", "--dry-run"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean dryRun,
            @Descriptor(
                            "read every source in full, and accept one that lists far fewer"
                                    + " patches, or recalls most")
                    @Parameter(names = "--force", presentValue = "true", absentValue = "false")
                    boolean force,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(ONCE) @Operands(value = OperandKind.RELEASE_OR_LOCATION, max = MANY)
                    String... releases) {
        return run(
                session,
                "sync",
                releases,
                () -> {
                    SyncRequest all = request(session, releases);
                    SyncRequest request = force ? all.forced() : all;
                    return dryRun
                            ? syncs.plan(Console.of(session), Format.of(json, false), request)
                            : syncs.sync(Console.of(session), json, request);
                });
    }

    @Descriptor("show what a sync would do; writes nothing into the mirror")
    @Example(value = "plan esxi-8.0", does = "shows which patches of ESXi 8.0 are missing")
    public Object plan(
            CommandSession session,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(CSV)
                    @Parameter(names = "--csv", presentValue = "true", absentValue = "false")
                    boolean csv,
            @Descriptor(ONCE) @Operands(value = OperandKind.RELEASE_OR_LOCATION, max = MANY)
                    String... releases) {
        return run(
                session,
                "plan",
                releases,
                () ->
                        syncs.plan(
                                Console.of(session),
                                Format.of(json, csv),
                                request(session, releases)));
    }

    private SyncRequest request(CommandSession session, String... words) {
        return Stream.of(words).anyMatch(LocationWord::isOne)
                ? SetupCommands.of(setups, jsonWriter).request(session, words)
                : SyncRequest.of(words);
    }

    @Descriptor("list the patches that are known, of one release or all, or look for some")
    @Example(
            value = "patches 8.0 --since 2026-01-01 --missing",
            does = "lists what was released for ESXi 8.0 this year and is not in the mirror")
    public Object patches(
            CommandSession session,
            @Descriptor("only those that no other supersedes and nobody has recalled")
                    @Parameter(names = "--latest", presentValue = "true", absentValue = "false")
                    boolean latest,
            @Descriptor(
                            "only those released since a date such as 2026-01-31, or 'last': those"
                                    + " that came with the last sync that brought anything")
                    @ValueName("DATE")
                    @Parameter(names = "--since", absentValue = "")
                    String since,
            @Descriptor("only those of this severity, such as critical")
                    @ValueName("WORD")
                    @Parameter(names = "--severity", absentValue = "")
                    String severity,
            @Descriptor("only those of this category, such as security")
                    @ValueName("WORD")
                    @Parameter(names = "--category", absentValue = "")
                    String category,
            @Descriptor("only those that a release claims and does not have yet")
                    @Parameter(names = "--missing", presentValue = "true", absentValue = "false")
                    boolean missing,
            @Descriptor("only those that stand in the mirror")
                    @Parameter(names = "--published", presentValue = "true", absentValue = "false")
                    boolean published,
            @Descriptor("only those that no release claims")
                    @Parameter(names = "--unclaimed", presentValue = "true", absentValue = "false")
                    boolean unclaimed,
            @Descriptor("only the notices of publishers, such as recalls")
                    @Parameter(names = "--notices", presentValue = "true", absentValue = "false")
                    boolean notices,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(CSV)
                    @Parameter(names = "--csv", presentValue = "true", absentValue = "false")
                    boolean csv,
            @Descriptor(
                            "a release such as esx-3.0.1, and words that the id or the title has;"
                                    + " default: all patches, claimed or not")
                    @Operands(value = OperandKind.SEARCH, max = MANY)
                    String... words) {
        return run(
                session,
                "patches",
                words,
                () -> {
                    SearchWords search = SearchWords.of(words);
                    PatchFilter filter =
                            new PatchFilter(
                                    search, states(latest, missing, published, unclaimed), zone);
                    filter.classify(severity, category);
                    return printed(
                            json,
                            csv,
                            notices ? patches.notices(words) : patches.list(search, filter, since));
                });
    }

    private static Set<State> states(
            boolean latest, boolean missing, boolean published, boolean unclaimed) {
        Set<State> states = EnumSet.noneOf(State.class);
        Map.of(
                        State.LATEST, latest,
                        State.MISSING, missing,
                        State.PUBLISHED, published,
                        State.UNCLAIMED, unclaimed)
                .forEach(
                        (state, isWanted) -> {
                            if (isWanted) {
                                states.add(state);
                            }
                        });
        return states;
    }

    private Object printed(boolean json, boolean csv, Listing<PatchSummary> listing) {
        return Format.of(json, csv).print(listing, jsonWriter::patches, csvWriter::patches);
    }

    /** Java has no method of this name; Gogo looks for one with a mark before it. */
    @Descriptor(
            "list the patches that came with the last sync that brought anything, or since then")
    @Example(value = "new 2026-01-31", does = "lists what came into the mirror since that day")
    public Object _new(
            CommandSession session,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(CSV)
                    @Parameter(names = "--csv", presentValue = "true", absentValue = "false")
                    boolean csv,
            @Descriptor(
                            "a date such as 2026-01-31, or an event's number as 'history' shows it;"
                                    + " default: last, the last sync that brought anything")
                    @Operands(value = OperandKind.SINCE, max = 1)
                    String... since) {
        return run(
                session,
                "new",
                since,
                () ->
                        printed(
                                json,
                                csv,
                                patches.arrivals(since.length == 0 ? Since.LAST : since[0])));
    }

    @Descriptor("say what was added, replaced, recalled and removed since a date or an event")
    @Example(value = "diff 2026-01-31", does = "compares the mirror with what it was on that day")
    public Object diff(
            CommandSession session,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(CSV)
                    @Parameter(names = "--csv", presentValue = "true", absentValue = "false")
                    boolean csv,
            @Descriptor(
                            "a date such as 2026-01-31, a time such as 2026-01-31T02:30, an event's"
                                    + " number as 'history' shows it, or last")
                    @Operands(value = OperandKind.SINCE, min = 1, max = 1)
                    String... since) {
        return run(
                session,
                "diff",
                since,
                () ->
                        Format.of(json, csv)
                                .print(
                                        Since.changes(catalogue, since[0], zone),
                                        jsonWriter::changes,
                                        csvWriter::changes,
                                        changes -> Listings.changes(changes, zone)));
    }

    @Descriptor("list the image profiles that are known, of one release or all")
    @Example(value = "profiles esxi-8.0", does = "shows which can be installed from the mirror")
    public Object profiles(
            CommandSession session,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(CSV)
                    @Parameter(names = "--csv", presentValue = "true", absentValue = "false")
                    boolean csv,
            @Descriptor("such as esxi-8.0; default: all image profiles, claimed or not")
                    @Operands(value = OperandKind.RELEASE, max = 1)
                    String... release) {
        return run(
                session, "profiles", release, () -> printed(json, csv, patches.profiles(release)));
    }

    @Descriptor("show all that is known of a patch")
    @Example(value = "show ESX-1006980", does = "shows its files, digests and where it stands")
    public Object show(
            CommandSession session,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("a patch's id, as 'patches' lists it")
                    @Operands(value = OperandKind.PATCH, min = 1, max = 1)
                    String... patch) {
        return run(
                session,
                "show",
                patch,
                () -> result(json, catalogue.show(patch[0]), jsonWriter::details, PatchSheet::new));
    }

    @Descriptor("list the releases that can be synced")
    @Example(value = "releases", does = "shows how many patches each has, and its matcher")
    public Object releases(
            CommandSession session,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(CSV)
                    @Parameter(names = "--csv", presentValue = "true", absentValue = "false")
                    boolean csv,
            @Operands String... nothing) {
        return run(
                session,
                "releases",
                nothing,
                () ->
                        Format.of(json, csv)
                                .print(
                                        catalogue.releases(),
                                        jsonWriter::releases,
                                        csvWriter::releases,
                                        Listings::releases));
    }

    @Descriptor("list the sources that patches come from")
    @Example(value = "sources", does = "shows where each is, and when it was last read")
    public Object sources(
            CommandSession session,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(CSV)
                    @Parameter(names = "--csv", presentValue = "true", absentValue = "false")
                    boolean csv,
            @Operands String... nothing) {
        return run(
                session,
                "sources",
                nothing,
                () ->
                        Format.of(json, csv)
                                .print(
                                        catalogue.sources(),
                                        jsonWriter::sources,
                                        csvWriter::sources,
                                        Listings::sources));
    }

    @Descriptor("list the newest events of the ledger, without scans that found nothing")
    @Example(value = "history -l 50", does = "lists the last 50 events, the newest at the end")
    public Object history(
            CommandSession session,
            @Descriptor("how many events, 20 if not given")
                    @ValueName("N")
                    @Parameter(
                            names = {"-l", "--limit"},
                            absentValue = "20")
                    String limit,
            @Descriptor("also scans and syncs that found nothing")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(CSV)
                    @Parameter(names = "--csv", presentValue = "true", absentValue = "false")
                    boolean csv,
            @Operands String... nothing) {
        return run(
                session,
                "history",
                nothing,
                () -> {
                    RecentEvents events =
                            all
                                    ? new RecentEvents(catalogue.history(positive(limit)), 0)
                                    : RecentEvents.of(catalogue, positive(limit));
                    return Format.of(json, csv)
                            .print(
                                    events.entries(),
                                    jsonWriter::history,
                                    csvWriter::history,
                                    found -> Listings.history(found, events.silentSyncs()));
                });
    }

    @Descriptor("compare the mirror's files with the ledger")
    @Example(value = "verify --repair", does = "fetches again what is damaged or missing")
    public Object verify(
            CommandSession session,
            @Descriptor("download again what is missing or changed")
                    @Parameter(
                            names = {"-r", "--repair"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean repair,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("such as esx-3.0.1; default: every release with published patches")
                    @Operands(value = OperandKind.RELEASE, max = MANY)
                    String... releases) {
        return run(
                session,
                "verify",
                releases,
                () -> care.verify(Console.of(session), repair, json, releases));
    }

    @Descriptor("remove superseded patches and unwanted releases, as keep= and releases= say")
    @Example(value = "prune -n", does = "shows what would be removed, and how many bytes")
    public Object prune(
            CommandSession session,
            @Descriptor("only show what would be removed")
                    @Parameter(
                            names = {"-n", "--dry-run"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean dryRun,
            @Descriptor("remove even more than 40 % of all patches")
                    @Parameter(names = "--force", presentValue = "true", absentValue = "false")
                    boolean force,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Operands String... nothing) {
        return run(
                session,
                "prune",
                nothing,
                () -> care.prune(Console.of(session), dryRun, force, json));
    }

    @Descriptor("check that the ledger's history is as it was written, or export the ledger")
    @Example(value = "ledger --export", does = "prints events and patches, a JSON object a line")
    public Object ledger(
            CommandSession session,
            @Descriptor("check every event, which is the default")
                    @Parameter(names = "--verify", presentValue = "true", absentValue = "false")
                    boolean verify,
            @Descriptor("print it as JSON Lines")
                    @Parameter(names = "--export", presentValue = "true", absentValue = "false")
                    boolean export,
            @Descriptor("print what the check found as JSON")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Operands String... nothing) {
        return run(
                session,
                "ledger",
                nothing,
                () ->
                        export && !verify
                                ? care.exportLedger(Console.of(session))
                                : care.checkLedger(Console.of(session), json));
    }

    @Descriptor("show the last and the next sync, the disk, the sources, and what is wrong")
    @Example(
            value = "status --check --max-age 36h",
            does = "tells a monitoring system whether the mirror is well and fresh")
    public Object status(
            CommandSession session,
            @Descriptor(
                            "one line for monitoring; exit code 0 well, 1 warning, 2 critical, 3"
                                    + " unknown")
                    @Parameter(names = "--check", presentValue = "true", absentValue = "false")
                    boolean check,
            @Descriptor(
                            "with --check: critical if the last sync that had everything is longer"
                                    + " ago, such as 36h")
                    @ValueName("AGE")
                    @Parameter(names = "--max-age", absentValue = "")
                    String maxAge,
            @Descriptor(JSON)
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Operands String... nothing) {
        return run(
                session,
                "status",
                nothing,
                () ->
                        check
                                ? new HealthCheck(catalogue, jsonWriter, clock).check(maxAge, json)
                                : status(maxAge, json));
    }

    private Object status(String maxAge, boolean json) {
        if (!maxAge.isEmpty()) {
            throw new UsageException("--max-age is for 'status --check'; add --check");
        }
        return result(
                json,
                catalogue.status(),
                jsonWriter::status,
                status -> new StatusView(status, clock.instant()));
    }

    @Descriptor("print a script that lets bash or zsh complete the command line")
    @Example(value = "completion bash", does = "prints it; its first lines say where to keep it")
    public Object completion(
            CommandSession session,
            @Descriptor("bash or zsh") @Operands(value = OperandKind.SHELL, min = 1, max = 1)
                    String... shell) {
        return run(session, "completion", shell, () -> new CompletionScript(COMMANDS).of(shell[0]));
    }

    @Descriptor("list the commands, or explain one")
    @Example(value = "help sync", does = "explains the parameters of 'sync'")
    public Object help(
            CommandSession session,
            @Descriptor("a command's name; default: list all commands")
                    @Operands(value = OperandKind.COMMAND, max = 1)
                    String... command) {
        return run(session, "help", command, () -> help(Console.screen(session), command));
    }

    /** The words that can stand where a command takes such an operand. */
    public List<String> words(OperandKind kind) {
        return kind.words(COMMANDS.names(), catalogue);
    }

    private static String help(Screen screen, String... command) {
        return command.length == 0
                ? Help.all(COMMANDS, screen)
                : Help.of(command[0], COMMANDS, screen);
    }

    private static Object run(
            CommandSession session, String name, String[] operands, Supplier<Object> action) {
        return new CommandRun(COMMANDS, COMMANDS.named(name), session).run(operands, action);
    }

    /** A command's result, as JSON if that was asked for. */
    private static <T> Object result(
            boolean json, T found, Function<T, String> written, Function<T, Result> shown) {
        return json ? written.apply(found) : shown.apply(found);
    }

    private static int positive(String number) {
        try {
            int value = Integer.parseInt(number);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too small.
        }
        throw new UsageException("'%s' is not a number of events; use 1 or more".formatted(number));
    }
}
