package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.benchmark.contenders.Conf;
import org.esxsync.benchmark.contenders.Resident;
import org.esxsync.benchmark.measure.Measurement;
import org.esxsync.benchmark.measure.Traffic;
import org.esxsync.benchmark.measure.Usage;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.report.Targets;
import org.esxsync.benchmark.samples.Depot;
import org.esxsync.benchmark.samples.DepotShape;
import org.esxsync.benchmark.servers.PlainServer;
import org.esxsync.benchmark.servers.WebServer;

/** How long plans and lists take as the catalogue grows. */
public record GrowthJobs(Settings settings, Results results, Targets targets, Path work) {

    private static final long SEED = 9;
    private static final int RELEASES = 9;
    private static final int VIBS = 200;
    private static final int CALLS = 5;
    private static final int LARGE = 100_000;

    /** A release that claims nothing of the depot: its sync only reads the catalogue. */
    private static final String OTHER_RELEASE = "esx-3.0.1";

    void run() throws IOException, InterruptedException {
        List<Double> each = new ArrayList<>();
        for (int patches : settings.choose(List.of(5000, 10_000, LARGE), List.of(500, 5000))) {
            each.add(measure(patches) / patches);
        }
        targets.atMost(
                "growth of plan",
                "seconds for each patch, × those of a tenth",
                each.get(each.size() - 1) / each.get(each.size() - 2),
                1);
    }

    private double measure(int patches) throws IOException, InterruptedException {
        Path place = work.resolve("depot-" + patches);
        Path files = place.resolve("files");
        Depot.generate(
                files,
                new DepotShape(patches, 0, 2, VIBS, 64L * VIBS, 0, RELEASES, RELEASES, 0),
                SEED);
        String plan = "plan of %d patches".formatted(patches);
        String list = "patches of one of 9 releases, %d in all".formatted(patches);
        try (WebServer server = PlainServer.start(files, place, 0);
                Resident resident =
                        Resident.start(
                                settings.distribution(),
                                Conf.make(place.resolve("conf")).depot(server.url()),
                                place.resolve("mirror"),
                                List.of(OTHER_RELEASE),
                                "")) {
            results.add(
                    Round.measure("catalogue of %d patches".formatted(patches), resident, server));
            for (int i = 0; i < CALLS; i++) {
                call(plan, "plan", resident, server);
                call(list, "patches " + DepotShape.release(), resident, server);
                for (String call : List.of("releases", "sources", "status")) {
                    call("%s of %d patches".formatted(call, patches), call, resident, server);
                }
            }
        }
        DirectoryTree.delete(place);
        if (patches == LARGE) {
            targets.seconds(plan, Resident.NAME, 1);
        }
        targets.seconds(list, Resident.NAME, 0.2);
        return results.seconds(plan, Resident.NAME);
    }

    private void call(String job, String call, Resident resident, WebServer server)
            throws IOException {
        Traffic before = server.traffic();
        Usage usage = resident.call(call).usage();
        results.add(Measurement.of(job, resident.name(), usage, server.traffic().since(before)));
    }
}
