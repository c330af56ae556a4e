package org.esxsync.shell.mirror;

import static org.esxsync.shell.run.CommonWords.CSV;
import static org.esxsync.shell.run.CommonWords.JSON;
import static org.esxsync.shell.run.CommonWords.NO;
import static org.esxsync.shell.run.CommonWords.YES;

import java.time.Clock;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.shell.ask.RecentEvents;
import org.esxsync.shell.command.Example;
import org.esxsync.shell.command.Operands;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.command.ValueName;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.run.Format;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.view.Listings;
import org.esxsync.shell.view.StatusView;

/** Tells of the mirror as a whole: what it takes in, what happened, and how it is. */
public final class MirrorCommands {

    private final CommandRun run;
    private final MirrorCatalogue catalogue;
    private final Clock clock;
    private final JsonWriter jsonWriter;
    private final CsvWriter csvWriter;

    /**
     * @param catalogue knows the mirror
     * @param clock tells how old a success is
     * @param jsonWriter writes results for programs
     * @param csvWriter writes rows for spreadsheets
     */
    public MirrorCommands(
            CommandRun run,
            MirrorCatalogue catalogue,
            Clock clock,
            JsonWriter jsonWriter,
            CsvWriter csvWriter) {
        this.run = run;
        this.catalogue = catalogue;
        this.clock = clock;
        this.jsonWriter = jsonWriter;
        this.csvWriter = csvWriter;
    }

    @Descriptor("list the releases that can be synced")
    @Example(value = "releases", does = "shows how many patches each has, and its matcher")
    public Object releases(
            CommandSession session,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Operands String... nothing) {
        return run.run(
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
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Operands String... nothing) {
        return run.run(
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

    @Descriptor("list all mirrors whose ledgers are in the same database, as each last told")
    @Example(value = "mirrors", does = "tells of all sites when each last had everything")
    public Object mirrors(
            CommandSession session,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Operands String... nothing) {
        return run.run(
                session,
                "mirrors",
                nothing,
                () ->
                        Format.of(json, csv)
                                .print(
                                        catalogue.mirrors(),
                                        jsonWriter::mirrors,
                                        csvWriter::mirrors,
                                        found ->
                                                Listings.mirrors(
                                                        found, Console.screen(session).zone())));
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
                            presentValue = YES,
                            absentValue = NO)
                    boolean all,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Operands String... nothing) {
        return run.run(
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

    @Descriptor("show the last and the next sync, the disk, the sources, and what is wrong")
    @Example(
            value = "status --check --max-age 36h",
            does = "tells a monitoring system whether the mirror is well and fresh")
    public Object status(
            CommandSession session,
            @Descriptor(
                            "one line for monitoring; exit code 0 well, 1 warning, 2 critical, 3"
                                    + " unknown")
                    @Parameter(names = "--check", presentValue = YES, absentValue = NO)
                    boolean check,
            @Descriptor(
                            "with --check: critical if the last sync that had everything is longer"
                                    + " ago, such as 36h")
                    @ValueName("AGE")
                    @Parameter(names = "--max-age", absentValue = "")
                    String maxAge,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Operands String... nothing) {
        return run.run(
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
        MirrorStatus status = catalogue.status();
        return json ? jsonWriter.status(status) : new StatusView(status, clock.instant());
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
