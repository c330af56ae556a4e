package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.benchmark.contenders.Conf;
import org.esxsync.benchmark.contenders.OneShot;
import org.esxsync.benchmark.measure.Measurement;
import org.esxsync.benchmark.measure.Traffic;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.report.Targets;

/** How long a command takes that does next to nothing: S, and that of an earlier build. */
record StartJob(Settings settings, Results results, Targets targets, Path work) {

    private static final String JOB = "releases";
    private static final String BASE = OneShot.NAME + ", earlier build";
    private static final double MOST_SECONDS = 0.6;
    private static final double MOST_OF_BASE = 0.9;
    private static final int CALLS = 11;

    void run() throws IOException, InterruptedException {
        OneShot now = command(settings.distribution(), "now");
        OneShot base = settings.base() == null ? now : command(settings.base(), "base");
        base.start();
        for (int i = 0; i < settings.choose(CALLS, CALLS / 2); i++) {
            add(OneShot.NAME, now);
            if (settings.base() != null) {
                add(BASE, base);
            }
        }
        targets.seconds(JOB, OneShot.NAME, MOST_SECONDS);
        targets.ratio(JOB, OneShot.NAME, BASE, MOST_OF_BASE);
        DirectoryTree.delete(work);
    }

    /** Lets a distribution prepare what speeds up each later start of it. */
    void prepare() throws IOException, InterruptedException {
        command(settings.distribution(), "now").start();
        DirectoryTree.delete(work);
    }

    private OneShot command(Path distribution, String place) throws IOException {
        Path home = work.resolve(place);
        return new OneShot(
                distribution,
                Conf.make(home.resolve("conf")),
                home.resolve("mirror"),
                List.of(),
                "");
    }

    private void add(String name, OneShot command) throws IOException, InterruptedException {
        results.add(Measurement.of(JOB, name, command.start(), Traffic.NONE));
    }
}
