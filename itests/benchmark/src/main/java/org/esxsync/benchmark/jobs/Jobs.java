package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.report.Targets;

/**
 * All groups of jobs, by name.
 *
 * @param work a directory in memory, where each has one of its own
 * @param disk a directory on a disk
 */
public record Jobs(Settings settings, Results results, Targets targets, Path work, Path disk) {

    /** A group of jobs. */
    @FunctionalInterface
    public interface Job {
        void run() throws IOException, InterruptedException;
    }

    /** Those that the settings want, in the order of the report, once Java's start is prepared. */
    public Map<String, Job> wanted() throws IOException, InterruptedException {
        StartJob start = new StartJob(settings, results, targets, work.resolve("start"));
        start.prepare();
        Map<String, Job> jobs = new LinkedHashMap<>();
        jobs.put("releases", start::run);
        jobs.put("site", new SiteJobs(settings, results, targets, work.resolve("site"))::run);
        jobs.put(
                "small",
                new SmallPatchesJob(settings, results, targets, work.resolve("small"))::run);
        DepotJobs depots = new DepotJobs(settings, results, targets, work.resolve("depot"));
        jobs.put("depot-large", depots::large);
        jobs.put("depot-little", depots::small);
        jobs.put("depot-estate", depots::estate);
        jobs.put("depot-large-https", depots::largeSecure);
        jobs.put("depot-little-https", depots::smallSecure);
        jobs.put("depot-limited", depots::limited);
        jobs.put("depot-distant", depots::distant);
        jobs.put(
                "memory",
                new MemoryJobs(settings, results, targets, work.resolve("memory"), disk)::run);
        jobs.put("serve", new ServeJobs(settings, results, targets, work.resolve("serve"))::run);
        jobs.put("growth", new GrowthJobs(settings, results, targets, work.resolve("growth"))::run);
        jobs.put("ledgers", new LedgerJobs(settings, results, work.resolve("ledgers"))::run);
        jobs.put("micro", new MicroBenchmarks(settings, results)::run);
        jobs.keySet().removeIf(name -> !settings.wants(name));
        return jobs;
    }
}
