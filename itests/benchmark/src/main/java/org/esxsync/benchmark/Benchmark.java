package org.esxsync.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The main class: measures, prints a table and writes the figures as JSON. */
public final class Benchmark {

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.parse(arguments);
        Results results = new Results();
        if (settings.quick()) {
            results.note("The targets are for the whole form: here the start of Java weighs more.");
        }
        Path work = workDirectory(results);
        Path disk = Files.createTempDirectory("esxsync-benchmark");
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    clean(work);
                                    clean(disk);
                                }));
        Map<String, Job> jobs = new LinkedHashMap<>();
        jobs.put("releases", new StartJob(settings, results, work.resolve("start"))::run);
        jobs.put("site", new SiteJobs(settings, results, work.resolve("site"))::run);
        jobs.put("small", new SmallPatchesJob(settings, results, work.resolve("small"))::run);
        jobs.put("memory", new MemoryJobs(settings, results, work.resolve("memory"), disk)::run);
        jobs.put("growth", new GrowthJobs(settings, results, work.resolve("growth"))::run);
        jobs.put("micro", new MicroBenchmarks(settings, results)::run);
        for (Map.Entry<String, Job> job : jobs.entrySet()) {
            if (settings.wants(job.getKey())) {
                run(job.getKey(), job.getValue(), results);
            }
        }
        Report report = new Report(results);
        System.out.println(report.table());
        report.writeJson(settings.json());
        System.out.println("All figures are in " + settings.json());
    }

    @FunctionalInterface
    private interface Job {
        void run() throws IOException, InterruptedException;
    }

    /** One group of jobs that fails does not take the others' figures away. */
    private static void run(String name, Job job, Results results) throws InterruptedException {
        try {
            job.run();
        } catch (IOException e) {
            results.note("The jobs '%s' failed: %s".formatted(name, e.getMessage()));
        }
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
