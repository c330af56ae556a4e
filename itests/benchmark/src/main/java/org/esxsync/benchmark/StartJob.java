package org.esxsync.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How long a command takes that does next to nothing. */
record StartJob(Settings settings, Results results, Path work) {

    private static final String JOB = "releases";
    private static final double MOST_SECONDS = 0.6;
    private static final int CALLS = 11;

    void run() throws IOException, InterruptedException {
        OneShot esxsync =
                new OneShot(
                        settings.distribution(),
                        Conf.make(work.resolve("conf")),
                        work.resolve("mirror"),
                        List.of(),
                        "");
        esxsync.run(JOB);
        for (int i = 0; i < settings.choose(CALLS, CALLS / 2); i++) {
            results.add(
                    Measurement.of(
                            JOB, esxsync.name(), esxsync.run(JOB), new WebServer.Traffic(0, 0)));
        }
        results.atMost(JOB, "seconds, one-shot", results.seconds(JOB, OneShot.NAME), MOST_SECONDS);
        Trees.delete(work);
    }
}
