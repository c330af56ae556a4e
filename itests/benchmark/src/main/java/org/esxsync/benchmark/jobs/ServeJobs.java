package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.benchmark.contenders.Conf;
import org.esxsync.benchmark.contenders.OneShot;
import org.esxsync.benchmark.measure.Downloads;
import org.esxsync.benchmark.measure.Measurement;
import org.esxsync.benchmark.measure.ProcessFamily;
import org.esxsync.benchmark.measure.Programs;
import org.esxsync.benchmark.measure.Traffic;
import org.esxsync.benchmark.measure.Usage;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.report.Targets;
import org.esxsync.benchmark.samples.Depot;
import org.esxsync.benchmark.samples.DepotShape;
import org.esxsync.benchmark.servers.Nginx;
import org.esxsync.benchmark.servers.OwnServer;
import org.esxsync.benchmark.servers.PlainServer;
import org.esxsync.benchmark.servers.WebServer;

/** The command {@code serve} beside nginx, both on the same mirror at the same time. */
record ServeJobs(Settings settings, Results results, Targets targets, Path work) {

    private static final long SEED = 8080;
    private static final String OWN = "ESX Sync";
    private static final String NGINX = "nginx";
    private static final double MOST_OF_ONE = 1 / 0.3;
    private static final double MOST_OF_EIGHT = 1 / 0.5;
    private static final int STREAMS = 8;
    private static final int WARM_UPS = 3;

    /** Often enough that the system's clock of CPU time tells something. */
    private static final int TIMES = 20;

    /** Both servers on one mirror, and what it has. */
    private record Stand(OwnServer own, Nginx nginx, List<String> files) implements AutoCloseable {

        long pid(String server) {
            return server.equals(OWN) ? own.pid() : nginx.pid();
        }

        String url(String server) {
            return server.equals(OWN) ? own.url() : nginx.url();
        }

        @Override
        public void close() {
            own.close();
            nginx.close();
        }
    }

    void run() throws IOException, InterruptedException {
        if (!Programs.has(Nginx.PROGRAM)) {
            results.note("nginx is missing, so that serving is not measured beside it.");
            return;
        }
        large();
        small();
    }

    private void large() throws IOException, InterruptedException {
        long size = settings.choose(200_000_000L, 20_000_000L);
        String each = "of %d MB".formatted(size / 1_000_000);
        try (Stand stand = stand(DepotShape.even(STREAMS / 2, STREAMS, STREAMS * size))) {
            long idle = new ProcessFamily(stand.own().pid()).resident();
            List<List<String>> eight = stand.files().stream().map(List::of).toList();
            rounds("serve: one stream " + each, stand, eight.subList(0, 1), 1);
            new ProcessFamily(stand.own().pid()).forgetPeak();
            rounds("serve: eight streams " + each, stand, eight, 1);
            long peak = new ProcessFamily(stand.own().pid()).memory();
            results.note(
                    "Serving eight streams, it has %d MB more in memory than after its start."
                            .formatted(Math.max(0, peak - idle) / 1_000_000));
        }
        targets.ratio("serve: one stream " + each, OWN, NGINX, MOST_OF_ONE);
        targets.ratio("serve: eight streams " + each, OWN, NGINX, MOST_OF_EIGHT);
    }

    private void small() throws IOException, InterruptedException {
        int files = settings.choose(500, 100);
        try (Stand stand = stand(DepotShape.even(files / 2, files, files * 20_000L))) {
            rounds(
                    "serve: %d files of 20 kB, %d times".formatted(files, TIMES),
                    stand,
                    List.of(stand.files()),
                    TIMES);
        }
    }

    private Stand stand(DepotShape shape) throws IOException, InterruptedException {
        DirectoryTree.delete(work);
        Path mirror = work.resolve("mirror");
        Path depot = work.resolve("depot");
        Depot.generate(depot, shape, SEED);
        Conf conf;
        try (WebServer server = PlainServer.start(depot, work, 0)) {
            conf = Conf.make(work.resolve("conf")).depot(server.url());
            new OneShot(settings.distribution(), conf, mirror, List.of(DepotShape.release()), "")
                    .sync();
        }
        DirectoryTree.delete(depot);
        return new Stand(
                OwnServer.start(
                        OneShot.command(settings.distribution(), conf, mirror),
                        OneShot.environment("")),
                Nginx.plain(mirror, work, 0),
                vibs(mirror));
    }

    private static List<String> vibs(Path mirror) throws IOException {
        try (Stream<Path> files = Files.walk(mirror.resolve(DepotShape.release()))) {
            return files.filter(file -> file.toString().endsWith(".vib"))
                    .map(file -> "/" + mirror.relativize(file))
                    .sorted()
                    .toList();
        }
    }

    /** A service has run for long when hosts come, so that the first rounds do not count. */
    private void rounds(String job, Stand stand, List<List<String>> connections, int times)
            throws IOException, InterruptedException {
        List<String> servers = new ArrayList<>(List.of(OWN, NGINX));
        for (int round = -WARM_UPS; round < settings.rounds(); round++) {
            for (String server : servers) {
                ProcessFamily family = new ProcessFamily(stand.pid(server));
                double cpuBefore = family.cpuSecondsOfAll();
                long start = System.nanoTime();
                long bytes = 0;
                for (int time = 0; time < times; time++) {
                    bytes += new Downloads(stand.url(server)).fetch(connections);
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                double cpu = family.cpuSecondsOfAll() - cpuBefore;
                if (round >= 0) {
                    long requests = times * connections.stream().mapToLong(List::size).sum();
                    results.add(
                            Measurement.of(
                                    job,
                                    server,
                                    new Usage(seconds, cpu, family.memory()),
                                    new Traffic(requests, bytes)));
                }
            }
            Collections.rotate(servers, 1);
        }
    }
}
