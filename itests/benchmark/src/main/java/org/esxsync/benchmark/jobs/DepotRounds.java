package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.benchmark.contenders.Conf;
import org.esxsync.benchmark.contenders.Contender;
import org.esxsync.benchmark.contenders.OneShot;
import org.esxsync.benchmark.contenders.Resident;
import org.esxsync.benchmark.contenders.ScriptContender;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.samples.Depot;
import org.esxsync.benchmark.servers.WebServer;
import org.jspecify.annotations.Nullable;

/**
 * The contenders at one depot of one server. Each does all its jobs in a round before the next one
 * begins, and its mirror is deleted then, so that there is never more than one.
 */
final class DepotRounds implements AutoCloseable {

    static final String CURL = "curl --parallel + sha256sum, 2 at a time";
    static final String ARIA = "aria2c -j8 --checksum";
    static final String WGET = "wget -x + sha256sum";

    private final Results results;
    private final Depot depot;
    private final WebServer server;
    private final List<Contender> contenders = new ArrayList<>();

    /**
     * @param certificate what the server's clients trust, or null without TLS
     */
    DepotRounds(
            Settings settings,
            Results results,
            Depot depot,
            WebServer server,
            @Nullable Path certificate,
            Path work)
            throws IOException {
        this.results = results;
        this.depot = depot;
        this.server = server;
        Path home = Files.createDirectories(work);
        List<String> releases = depot.shape().releaseNames();
        contenders.add(
                new OneShot(
                        settings.distribution(),
                        conf(home.resolve("conf"), certificate),
                        home.resolve("one-shot"),
                        releases,
                        ""));
        contenders.add(
                Resident.start(
                        settings.distribution(),
                        conf(home.resolve("running"), certificate),
                        home.resolve("resident"),
                        releases,
                        ""));
        Map<String, String> environment =
                certificate == null ? Map.of() : Map.of("CA", certificate.toString());
        add(CURL, "curl", environment, home);
        add(ARIA, "aria2c", environment, home);
        add(WGET, "wget", environment, home);
    }

    private Conf conf(Path directory, @Nullable Path certificate) throws IOException {
        Conf conf = Conf.make(directory).depot(server.url());
        return certificate == null ? conf : conf.trusting(certificate);
    }

    private void add(String name, String program, Map<String, String> environment, Path home) {
        ScriptContender script =
                new ScriptContender(
                        name,
                        program,
                        "depot-" + program + ".sh",
                        server.url(),
                        home.resolve(program),
                        environment);
        if (script.isPossible()) {
            contenders.add(script);
        } else {
            results.note(script.missing());
        }
    }

    /** Leaves a contender out. */
    void leaveOut(String name) throws IOException {
        for (Contender contender : List.copyOf(contenders)) {
            if (contender.name().equals(name)) {
                contender.close();
                contenders.remove(contender);
            }
        }
    }

    /**
     * What to measure in a round.
     *
     * @param first the job of a first sync
     * @param nothing the job with nothing new, or null
     * @param few the job with a few new bulletins, or null
     */
    record Jobs(String first, @Nullable String nothing, @Nullable String few) {

        static Jobs of(String first) {
            return new Jobs(first, null, null);
        }

        static Jobs of(String first, String nothing) {
            return new Jobs(first, nothing, null);
        }
    }

    void run(int rounds, Jobs jobs) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : contenders) {
                run(contender, jobs);
                DirectoryTree.delete(contender.mirror());
            }
            Collections.rotate(contenders, 1);
        }
    }

    private void run(Contender contender, Jobs jobs) throws IOException, InterruptedException {
        measure(jobs.first(), contender);
        requireAll(contender);
        if (jobs.nothing() != null) {
            measure(jobs.nothing(), contender);
        }
        if (jobs.few() != null) {
            depot.listNew(true);
            measure(jobs.few(), contender);
            requireAll(contender);
            depot.listNew(false);
        }
    }

    private void requireAll(Contender contender) throws IOException {
        SameVibs.require(contender, depot);
        if (contender instanceof OneShot || contender instanceof Resident) {
            OfferedBulletins.require(contender, depot);
        }
    }

    private void measure(String job, Contender contender) throws IOException, InterruptedException {
        results.add(Round.measure(job, contender, server));
    }

    @Override
    public void close() throws IOException {
        for (Contender contender : contenders) {
            contender.close();
        }
    }
}
