package org.esxsync.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The main class: measures, prints a table and writes the figures as JSON. */
public final class Benchmark {

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.parse(arguments);
        Results results = new Results();
        Path work = workDirectory(results);
        Thread cleaning = new Thread(() -> clean(work));
        Runtime.getRuntime().addShutdownHook(cleaning);
        if (settings.wants("site")) {
            new SiteJobs(settings, results, work.resolve("site")).run();
        }
        if (settings.wants("small")) {
            new SmallPatchesJob(settings, results, work.resolve("small")).run();
        }
        Report report = new Report(results);
        System.out.println(report.table());
        report.writeJson(settings.json());
        System.out.println("All figures are in " + settings.json());
    }

    /** On memory where there is such a disk, so that none is measured. */
    private static Path workDirectory(Results results) throws IOException {
        Path memory = Path.of("/dev/shm");
        Path parent =
                Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        results.note("Files are in %s, a %s.".formatted(parent, Files.getFileStore(parent).type()));
        return Files.createTempDirectory(parent, "esxsync-benchmark");
    }

    private static void clean(Path work) {
        try {
            Trees.delete(work);
        } catch (IOException e) {
            System.err.println(work + " was not deleted: " + e);
        }
    }
}
