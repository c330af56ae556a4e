package org.esxsync.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.benchmark.jobs.Jobs;
import org.esxsync.benchmark.jobs.Settings;
import org.esxsync.benchmark.report.Report;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.report.Targets;

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
        Targets targets = new Targets(results);
        List<String> failed = new ArrayList<>();
        for (Map.Entry<String, Jobs.Job> job :
                new Jobs(settings, results, targets, work, disk).wanted().entrySet()) {
            if (!run(job.getKey(), job.getValue(), results)) {
                failed.add(job.getKey());
            }
        }
        Report report = new Report(results, targets);
        System.out.println(report.table());
        report.writeJson(settings.json());
        System.out.println("All figures are in " + settings.json());
        if (!failed.isEmpty()) {
            System.err.println("These jobs failed, as said above: " + String.join(", ", failed));
            System.exit(1);
        }
    }

    /**
     * One group of jobs that fails does not take the others' figures away.
     *
     * @return whether it ran to its end
     */
    private static boolean run(String name, Jobs.Job job, Results results)
            throws InterruptedException {
        try {
            job.run();
            return true;
        } catch (IOException | RuntimeException e) {
            results.note("The jobs '%s' failed: %s".formatted(name, e.getMessage()));
            return false;
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
            DirectoryTree.delete(work);
        } catch (IOException e) {
            System.err.println(work + " was not deleted: " + e);
        }
    }
}
