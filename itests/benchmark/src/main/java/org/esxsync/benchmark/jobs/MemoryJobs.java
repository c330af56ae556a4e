package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.benchmark.contenders.Conf;
import org.esxsync.benchmark.contenders.OneShot;
import org.esxsync.benchmark.measure.Measurement;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.report.Targets;
import org.esxsync.benchmark.samples.Depot;
import org.esxsync.benchmark.samples.DepotShape;
import org.esxsync.benchmark.samples.PatchSite;
import org.esxsync.benchmark.samples.StoredTarball;
import org.esxsync.benchmark.servers.BundledServer;
import org.esxsync.benchmark.servers.PlainServer;
import org.esxsync.benchmark.servers.WebServer;

/**
 * A very large tarball and depots with many bulletins or VIBs, in a small heap.
 *
 * @param disk a directory on a disk that has room for the tarball twice
 */
public record MemoryJobs(
        Settings settings, Results results, Targets targets, Path work, Path disk) {

    private static final long SEED = 8;
    private static final String SMALL_HEAP = "-Xmx64m";
    private static final double MOST_MEMORY = 200;
    private static final int VIB_SIZE = 32 * 1024;
    private static final int PARTS = 4;
    private static final int VIBS_OF_EACH = 4;
    private static final List<String> HEAPS =
            List.of(SMALL_HEAP, "-Xmx80m", "-Xmx96m", "-Xmx128m", "-Xmx192m", "-Xmx256m");

    void run() throws IOException, InterruptedException {
        largeTarball();
        manyBulletins();
        manyVibs();
    }

    private void largeTarball() throws IOException, InterruptedException {
        long gib = 1L << 30;
        StoredTarball tarball =
                new StoredTarball("ESX-1000001", settings.choose(gib, gib / 16), PARTS);
        Path files = Files.createDirectories(work.resolve("files"));
        PatchSite.list(files, List.of(tarball.id()));
        PatchSite.addPage(
                files, tarball.id(), LocalDate.of(2007, 4, 4), tarball.size(), tarball.md5());
        try (BundledServer server = new BundledServer(files, 0, 0)) {
            server.add("/" + tarball.id() + ".tgz", tarball);
            String job = "a tarball of %.0f MB, %s".formatted(tarball.size() / 1e6, SMALL_HEAP);
            OneShot contender =
                    new OneShot(
                            settings.distribution(),
                            Conf.make(work.resolve("conf")).site(server.url()),
                            disk.resolve("mirror"),
                            List.of(PatchSite.RELEASE),
                            SMALL_HEAP);
            measure(job, contender, server);
            results.note("The mirror of the large tarball is on " + disk.getParent() + ".");
            DirectoryTree.delete(disk);
        }
    }

    private void manyBulletins() throws IOException, InterruptedException {
        int vibs = settings.choose(2000, 200);
        DepotShape shape =
                DepotShape.even(settings.choose(10_000, 1000), vibs, (long) vibs * VIB_SIZE);
        Path files = work.resolve("depot");
        Depot.generate(files, shape, SEED);
        try (WebServer server = PlainServer.start(files, work, 0)) {
            OneShot contender = depot(server, SMALL_HEAP);
            String depot = "depot of %d bulletins and %d VIBs, ".formatted(shape.bulletins(), vibs);
            measure(depot + SMALL_HEAP, contender, server);
            measure(depot + "nothing new, " + SMALL_HEAP, contender, server);
        }
        DirectoryTree.delete(work);
    }

    /** Tries one heap after the other until one suffices, and tells which. */
    private void manyVibs() throws IOException, InterruptedException {
        DepotShape shape =
                new DepotShape(
                        settings.choose(10_000, 1000),
                        0,
                        VIBS_OF_EACH,
                        settings.choose(40_000, 4000),
                        settings.choose(40_000_000L, 4_000_000L),
                        0,
                        1,
                        1,
                        settings.choose(200, 20));
        Path files = work.resolve("large-depot");
        Depot.generate(files, shape, SEED);
        String depot =
                "depot of %d bulletins, %d VIBs and %d profiles, "
                        .formatted(shape.bulletins(), shape.vibs(), shape.profiles());
        try (WebServer server = PlainServer.start(files, work, 0)) {
            for (String heap : HEAPS) {
                OneShot contender = depot(server, heap);
                try {
                    Measurement measured =
                            Round.measure(depot + "smallest heap " + heap, contender, server);
                    results.add(measured);
                    break;
                } catch (IOException e) {
                    results.note(depot + heap + " is too small.");
                }
                DirectoryTree.delete(contender.mirror());
            }
        }
        DirectoryTree.delete(work);
    }

    private OneShot depot(WebServer server, String heap) throws IOException {
        return new OneShot(
                settings.distribution(),
                Conf.make(work.resolve("depot-conf")).depot(server.url()),
                work.resolve("depot-mirror"),
                List.of(DepotShape.release()),
                heap);
    }

    private void measure(String job, OneShot contender, WebServer server)
            throws IOException, InterruptedException {
        Measurement measured = Round.measure(job, contender, server);
        results.add(measured);
        targets.atMost(job, "MB in memory", measured.memory() / 1e6, MOST_MEMORY);
    }
}
