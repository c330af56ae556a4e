package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.benchmark.contenders.Conf;
import org.esxsync.benchmark.contenders.Resident;
import org.esxsync.benchmark.measure.Measurement;
import org.esxsync.benchmark.measure.Traffic;
import org.esxsync.benchmark.measure.Usage;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.samples.Depot;
import org.esxsync.benchmark.samples.DepotShape;
import org.esxsync.benchmark.servers.PlainServer;
import org.esxsync.benchmark.servers.PostgresqlServer;
import org.esxsync.benchmark.servers.WebServer;

/**
 * What a large catalogue takes with the ledger in a file and in PostgreSQL. The CPU and the memory
 * are those of ESX Sync alone, without the database's server.
 */
public record LedgerJobs(Settings settings, Results results, Path work) {

    private static final long SEED = 10;
    private static final int RELEASES = 9;
    private static final int VIBS = 200;

    /** A release that claims nothing of the depot: its sync only reads the catalogue. */
    private static final String SYNC = "sync esx-3.0.1";

    void run() throws IOException {
        int patches = settings.choose(100_000, 5000);
        Path files = work.resolve("files");
        Depot.generate(
                files,
                new DepotShape(patches, 0, 2, VIBS, 64L * VIBS, 0, RELEASES, RELEASES, 0),
                SEED);
        try (WebServer server = PlainServer.start(files, work, 0);
                PostgresqlServer database = PostgresqlServer.start(work.resolve("postgresql"));
                Resident inFile = start("in-file", server, conf -> conf);
                Resident inDatabase =
                        start(
                                "in-database",
                                server,
                                conf -> conf.ledger(database.url(), PostgresqlServer.USER))) {
            Map<String, Resident> ledgers = new LinkedHashMap<>();
            ledgers.put("ledger in a file", inFile);
            ledgers.put("ledger in PostgreSQL", inDatabase);
            call("first scan of %d patches".formatted(patches), SYNC, ledgers, server);
            for (int i = 0; i < settings.rounds(); i++) {
                call("nothing new in %d patches".formatted(patches), SYNC, ledgers, server);
                call("plan of all %d patches".formatted(patches), "plan", ledgers, server);
                call(
                        "patches of a ninth of %d".formatted(patches),
                        "patches " + DepotShape.release(),
                        ledgers,
                        server);
            }
        }
        DirectoryTree.delete(work);
    }

    /** Adds to a configuration. */
    @FunctionalInterface
    private interface Setting {
        Conf of(Conf conf) throws IOException;
    }

    private Resident start(String name, WebServer server, Setting setting) throws IOException {
        Path place = work.resolve(name);
        return Resident.start(
                settings.distribution(),
                setting.of(Conf.make(place.resolve("conf")).depot(server.url())),
                place.resolve("mirror"),
                List.of(),
                "");
    }

    private void call(String job, String call, Map<String, Resident> ledgers, WebServer server)
            throws IOException {
        for (Map.Entry<String, Resident> ledger : ledgers.entrySet()) {
            Traffic before = server.traffic();
            Usage usage = ledger.getValue().call(call).usage();
            Traffic traffic = server.traffic().since(before);
            results.add(Measurement.of(job, ledger.getKey(), usage, traffic));
        }
    }
}
