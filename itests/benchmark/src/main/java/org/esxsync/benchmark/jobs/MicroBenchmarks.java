package org.esxsync.benchmark.jobs;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.esxsync.benchmark.report.Results;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Parsing, matching and unpacking by themselves, as JMH measures them. */
public record MicroBenchmarks(Settings settings, Results results) {

    void run() {
        try {
            Collection<RunResult> all =
                    new Runner(
                                    new OptionsBuilder()
                                            .include("org\\.esxsync\\..*")
                                            .mode(Mode.AverageTime)
                                            .timeUnit(TimeUnit.MICROSECONDS)
                                            .forks(settings.choose(2, 1))
                                            .warmupIterations(settings.choose(3, 1))
                                            .warmupTime(TimeValue.seconds(1))
                                            .measurementIterations(settings.choose(5, 1))
                                            .measurementTime(TimeValue.seconds(1))
                                            .verbosity(VerboseMode.SILENT)
                                            .build())
                            .run();
            all.forEach(this::add);
        } catch (RunnerException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void add(RunResult result) {
        String name = result.getParams().getBenchmark();
        results.add(
                new Results.Micro(
                        name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1)
                                .replaceAll("([A-Z])", " $1")
                                .replace('.', ' ')
                                .toLowerCase(Locale.ROOT)
                                .strip(),
                        result.getPrimaryResult().getScore(),
                        result.getPrimaryResult().getScoreError()));
    }
}
