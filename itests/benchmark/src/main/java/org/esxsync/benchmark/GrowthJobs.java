package org.esxsync.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long plans and lists take as the catalogue grows. */
record GrowthJobs(Settings settings, Results results, Path work) {

    private static final long SEED = 9;
    private static final int RELEASES = 9;
    private static final int VIBS = 200;
    private static final int CALLS = 5;
    private static final int LARGE = 100_000;

    /** A release that claims nothing of the depot: its sync only reads the catalogue. */
    private static final String OTHER_RELEASE = "esx-3.0.1";

    void run() throws IOException, InterruptedException {
        List<Double> each = new ArrayList<>();
        for (int patches : settings.choose(List.of(1000, 10_000, LARGE), List.of(500, 5000))) {
            each.add(measure(patches) / patches);
        }
        results.atMost(
                "growth of plan",
                "seconds for each patch, × those of a tenth",
                each.get(each.size() - 1) / each.get(each.size() - 2),
                1);
    }

    private double measure(int patches) throws IOException, InterruptedException {
        Path place = work.resolve("depot-" + patches);
        Path files = place.resolve("files");
        Depot.generate(files, patches, RELEASES, VIBS, 64, SEED);
        String plan = "plan of %d patches".formatted(patches);
        String list = "patches of one of 9 releases, %d in all".formatted(patches);
        try (WebServer server = WebServer.start(files, place, 0);
                Resident resident =
                        Resident.start(
                                settings.distribution(),
                                Conf.make(place.resolve("conf")).depot(server.url() + "/index.xml"),
                                place.resolve("mirror"),
                                List.of(OTHER_RELEASE),
                                "")) {
            results.add(
                    Round.measure("catalogue of %d patches".formatted(patches), resident, server));
            for (int i = 0; i < CALLS; i++) {
                call(plan, "plan", resident, server);
                call(list, "patches " + Depot.RELEASE, resident, server);
            }
        }
        Trees.delete(place);
        if (patches == LARGE) {
            results.atMost(plan, "seconds", results.seconds(plan, Resident.NAME), 1);
        }
        results.atMost(list, "seconds", results.seconds(list, Resident.NAME), 0.2);
        return results.seconds(plan, Resident.NAME);
    }

    private void call(String job, String call, Resident resident, WebServer server)
            throws IOException {
        WebServer.Traffic before = server.traffic();
        Usage usage = resident.call(call).usage();
        results.add(Measurement.of(job, resident.name(), usage, server.traffic().since(before)));
    }
}
