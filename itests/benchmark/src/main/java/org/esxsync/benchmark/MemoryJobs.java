package org.esxsync.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * A very large tarball and a depot with many bulletins, in a small heap.
 *
 * @param disk a directory on a disk that has room for the tarball twice
 */
record MemoryJobs(Settings settings, Results results, Path work, Path disk) {

    private static final long SEED = 8;
    private static final String SMALL_HEAP = "-Xmx64m";
    private static final double MOST_MEMORY = 200;
    private static final int VIB_SIZE = 32 * 1024;
    private static final int PARTS = 4;

    void run() throws IOException, InterruptedException {
        largeTarball();
        manyBulletins();
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
            Trees.delete(disk);
        }
    }

    private void manyBulletins() throws IOException, InterruptedException {
        int bulletins = settings.choose(10_000, 1000);
        int vibs = settings.choose(2000, 200);
        Path files = work.resolve("depot");
        Depot.generate(files, bulletins, 1, vibs, VIB_SIZE, SEED);
        try (WebServer server = WebServer.start(files, work, 0)) {
            OneShot contender =
                    new OneShot(
                            settings.distribution(),
                            Conf.make(work.resolve("depot-conf"))
                                    .depot(server.url() + "/index.xml"),
                            work.resolve("depot-mirror"),
                            List.of(Depot.RELEASE),
                            SMALL_HEAP);
            String depot = "depot of %d bulletins and %d VIBs, ".formatted(bulletins, vibs);
            measure(depot + SMALL_HEAP, contender, server);
            measure(depot + "nothing new, " + SMALL_HEAP, contender, server);
        }
        Trees.delete(work);
    }

    private void measure(String job, OneShot contender, WebServer server)
            throws IOException, InterruptedException {
        Measurement measured = Round.measure(job, contender, server);
        results.add(measured);
        results.atMost(job, "MB in memory", measured.memory() / 1e6, MOST_MEMORY);
    }
}
