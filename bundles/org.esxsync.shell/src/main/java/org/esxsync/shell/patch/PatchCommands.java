package org.esxsync.shell.patch;

import static org.esxsync.shell.run.CommonWords.CSV;
import static org.esxsync.shell.run.CommonWords.JSON;
import static org.esxsync.shell.run.CommonWords.MANY;
import static org.esxsync.shell.run.CommonWords.NO;
import static org.esxsync.shell.run.CommonWords.YES;

import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.shell.ask.PatchFilter;
import org.esxsync.shell.ask.PatchFilter.State;
import org.esxsync.shell.ask.SearchWords;
import org.esxsync.shell.ask.Since;
import org.esxsync.shell.command.Example;
import org.esxsync.shell.command.OperandKind;
import org.esxsync.shell.command.Operands;
import org.esxsync.shell.command.ValueName;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.run.Format;
import org.esxsync.shell.run.Listing;
import org.esxsync.shell.view.Listings;
import org.esxsync.shell.view.PatchSheet;
import org.esxsync.shell.vulnerability.ClosedVulnerabilities;

/** Lists and shows patches, and tells what came and went. */
public final class PatchCommands {

    private final CommandRun run;
    private final PatchListing patches;
    private final MirrorCatalogue catalogue;
    private final Supplier<Advisories> advisories;
    private final ZoneId zone;
    private final JsonWriter jsonWriter;
    private final CsvWriter csvWriter;

    /**
     * @param catalogue knows the patches
     * @param advisories tells which vulnerability is fixed where; fails where no bundle does
     * @param zone the zone in which people mean dates
     * @param jsonWriter writes results for programs
     * @param csvWriter writes rows for spreadsheets
     */
    public PatchCommands(
            CommandRun run,
            MirrorCatalogue catalogue,
            Supplier<Advisories> advisories,
            ZoneId zone,
            JsonWriter jsonWriter,
            CsvWriter csvWriter) {
        this.run = run;
        this.patches = new PatchListing(catalogue, zone);
        this.catalogue = catalogue;
        this.advisories = advisories;
        this.zone = zone;
        this.jsonWriter = jsonWriter;
        this.csvWriter = csvWriter;
    }

    @Descriptor("list the patches that are known, of one release or all, or look for some")
    @Example(
            value = "patches 8.0 --since 2026-01-01 --missing",
            does = "lists what was released for ESXi 8.0 this year and is not in the mirror")
    public Object patches(
            CommandSession session,
            @Descriptor("only those that no other supersedes and nobody has recalled")
                    @Parameter(names = "--latest", presentValue = YES, absentValue = NO)
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
            @Descriptor("only those that close this vulnerability, such as CVE-2025-41236")
                    @ValueName("CVE")
                    @Parameter(names = "--cve", absentValue = "")
                    String cve,
            @Descriptor("only those that close a vulnerability that is known to be exploited")
                    @Parameter(names = "--exploited", presentValue = YES, absentValue = NO)
                    boolean exploited,
            @Descriptor("only those that the next sync would download, as 'status' counts them")
                    @Parameter(names = "--missing", presentValue = YES, absentValue = NO)
                    boolean missing,
            @Descriptor("only those that stand in the mirror")
                    @Parameter(names = "--published", presentValue = YES, absentValue = NO)
                    boolean published,
            @Descriptor("only those that no release claims")
                    @Parameter(names = "--unclaimed", presentValue = YES, absentValue = NO)
                    boolean unclaimed,
            @Descriptor("only the notices of publishers, such as recalls")
                    @Parameter(names = "--notices", presentValue = YES, absentValue = NO)
                    boolean notices,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Descriptor(
                            "a release such as esx-3.0.1, and words that the id or the title has;"
                                    + " default: all patches, claimed or not")
                    @Operands(value = OperandKind.SEARCH, max = MANY)
                    String... words) {
        return run.run(
                session,
                "patches",
                words,
                () -> {
                    SearchWords search = SearchWords.of(words);
                    PatchFilter filter =
                            new PatchFilter(
                                    search, states(latest, missing, published, unclaimed), zone);
                    filter.classify(severity, category);
                    if (exploited || !cve.isEmpty()) {
                        new ClosedVulnerabilities(advisories.get()).narrow(filter, cve, exploited);
                    }
                    if (notices) {
                        filter.notices();
                    }
                    return printed(json, csv, patches.list(search, filter, since));
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

    /** Java has no method of this name; Gogo looks for one with a mark before it. */
    @Descriptor(
            "list the patches that came with the last sync that brought anything, or since then")
    @Example(value = "new 2026-01-31", does = "lists what came into the mirror since that day")
    public Object _new(
            CommandSession session,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Descriptor(
                            "a date such as 2026-01-31, or an event's number as 'history' shows it;"
                                    + " default: last, the last sync that brought anything")
                    @Operands(value = OperandKind.SINCE, max = 1)
                    String... since) {
        return run.run(
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
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Descriptor(
                            "a date such as 2026-01-31, a time such as 2026-01-31T02:30, an event's"
                                    + " number as 'history' shows it, or last")
                    @Operands(value = OperandKind.SINCE, min = 1, max = 1)
                    String... since) {
        return run.run(
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
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Descriptor("such as esxi-8.0; default: all image profiles, claimed or not")
                    @Operands(value = OperandKind.RELEASE, max = 1)
                    String... release) {
        return run.run(
                session, "profiles", release, () -> printed(json, csv, patches.profiles(release)));
    }

    @Descriptor("show all that is known of a patch")
    @Example(value = "show ESX-1006980", does = "shows its files, digests and where it stands")
    public Object show(
            CommandSession session,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor("a patch's id, as 'patches' lists it")
                    @Operands(value = OperandKind.PATCH, min = 1, max = 1)
                    String... patch) {
        return run.run(
                session,
                "show",
                patch,
                () -> {
                    List<PatchDetails> details = catalogue.show(patch[0]);
                    return json ? jsonWriter.details(details) : new PatchSheet(details);
                });
    }

    private Object printed(boolean json, boolean csv, Listing<PatchSummary> listing) {
        return Format.of(json, csv).print(listing, jsonWriter::patches, csvWriter::patches);
    }
}
