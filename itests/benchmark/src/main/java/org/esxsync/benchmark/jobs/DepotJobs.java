package org.esxsync.benchmark.jobs;

import static org.esxsync.benchmark.jobs.DepotRounds.CURL;
import static org.esxsync.benchmark.jobs.DepotRounds.WGET;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.benchmark.contenders.OneShot;
import org.esxsync.benchmark.contenders.Resident;
import org.esxsync.benchmark.measure.Measurement;
import org.esxsync.benchmark.measure.Programs;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.report.Targets;
import org.esxsync.benchmark.samples.Depot;
import org.esxsync.benchmark.samples.DepotShape;
import org.esxsync.benchmark.servers.BundledServer;
import org.esxsync.benchmark.servers.Nginx;
import org.esxsync.benchmark.servers.PlainServer;
import org.esxsync.benchmark.servers.SelfSignedCertificate;
import org.esxsync.benchmark.servers.WebServer;
import org.jspecify.annotations.Nullable;

/**
 * All that is done with depots: one of large VIBs, one of small ones, and one of the shape that
 * those of a whole estate have.
 */
public record DepotJobs(Settings settings, Results results, Targets targets, Path work) {

    private static final long SEED = 2025;
    private static final int FEW_ROUNDS = 3;
    private static final int NEW_BULLETINS = 20;
    private static final long RATE = 8_000_000;
    private static final long DELAY_MILLIS = 20;

    private static final String DEPOT = "depot: ";
    private static final String NOTHING_NEW = "nothing new: ";

    private DepotShape largeVibs() {
        return settings.choose(
                DepotShape.even(1500, 600, 1_200_000_000), DepotShape.even(150, 60, 60_000_000));
    }

    private DepotShape smallVibs() {
        return settings.choose(
                DepotShape.even(3000, 600, 100_000_000), DepotShape.even(300, 60, 10_000_000));
    }

    /** Six releases, each with a document of its own. */
    private DepotShape estateOfSix() {
        return settings.choose(
                new DepotShape(5000, NEW_BULLETINS, 5, 3000, 4_000_000_000L, 1.2, 6, 6, 60),
                new DepotShape(500, NEW_BULLETINS, 5, 300, 60_000_000, 1.2, 6, 6, 6));
    }

    /** Large VIBs: a first sync, and one with nothing new. */
    public void large() throws IOException, InterruptedException {
        String first = firstAndNothingNew(largeVibs(), settings.rounds());
        targets.ratio(first, OneShot.NAME, CURL, 0.75);
        targets.ratio(first, Resident.NAME, CURL, 0.55);
    }

    /** The same of small VIBs. */
    public void small() throws IOException, InterruptedException {
        String first = firstAndNothingNew(smallVibs(), settings.rounds());
        targets.more(first, OneShot.NAME, CURL, 0.5);
        targets.more(first, Resident.NAME, CURL, 0.5);
    }

    private String firstAndNothingNew(DepotShape shape, int rounds)
            throws IOException, InterruptedException {
        String first = DEPOT + shape.words();
        String nothing = NOTHING_NEW + shape.words();
        Depot depot = generate(shape);
        try (WebServer server = PlainServer.start(depot.directory(), work, 0)) {
            run(depot, server, null, List.of(), rounds, DepotRounds.Jobs.of(first, nothing));
        }
        DirectoryTree.delete(work);
        nothingNew(nothing, depot);
        return first;
    }

    /** An estate: a first sync, one with nothing new, and one with a few new bulletins. */
    public void estate() throws IOException, InterruptedException {
        DepotShape shape = estateOfSix();
        String words = "%s, %d documents".formatted(shape.words(), shape.documents());
        String nothing = NOTHING_NEW + words;
        String few = "%d new bulletins in one document: %s".formatted(NEW_BULLETINS, words);
        Depot depot = generate(shape);
        try (WebServer server = PlainServer.start(depot.directory(), work, 0)) {
            run(
                    depot,
                    server,
                    null,
                    List.of(),
                    fewRounds(),
                    new DepotRounds.Jobs(DEPOT + words, nothing, few));
        }
        DirectoryTree.delete(work);
        nothingNew(nothing, depot);
        targets.overStart(few, OneShot.NAME, 0.6);
    }

    /**
     * Large VIBs on a server that limits each connection; nginx would let the first second pass.
     */
    public void limited() throws IOException, InterruptedException {
        Depot depot = generate(largeVibs());
        String first = "8 MB/s per connection: " + depot.shape().words();
        try (WebServer server = new BundledServer(depot.directory(), RATE, 0)) {
            // One connection takes the size divided by the rate, and is not worth the wait.
            List<String> without = List.of(Resident.NAME, WGET);
            run(depot, server, null, without, 1, DepotRounds.Jobs.of(first));
        }
        DirectoryTree.delete(work);
    }

    /** Small VIBs on a server that is far away. */
    public void distant() throws IOException, InterruptedException {
        Depot depot = generate(smallVibs());
        String first =
                "%d ms before each answer: %s".formatted(DELAY_MILLIS, depot.shape().words());
        try (WebServer server = new BundledServer(depot.directory(), 0, DELAY_MILLIS)) {
            run(depot, server, null, List.of(), fewRounds(), DepotRounds.Jobs.of(first));
        }
        DirectoryTree.delete(work);
    }

    public void largeSecure() throws IOException, InterruptedException {
        secure(largeVibs());
    }

    public void smallSecure() throws IOException, InterruptedException {
        secure(smallVibs());
    }

    private void secure(DepotShape shape) throws IOException, InterruptedException {
        if (!Programs.has(Nginx.PROGRAM)) {
            results.note("There is no nginx on this machine; HTTPS is left out.");
            return;
        }
        Depot depot = generate(shape);
        String first = "HTTPS, " + DEPOT + shape.words();
        SelfSignedCertificate certificate = SelfSignedCertificate.make(work.resolve("certificate"));
        try (WebServer server = Nginx.secure(depot.directory(), work, certificate)) {
            Path trusted = certificate.certificate();
            run(depot, server, trusted, List.of(), fewRounds(), DepotRounds.Jobs.of(first));
        }
        DirectoryTree.delete(work);
        targets.ratio(first, OneShot.NAME, CURL, 1);
        targets.ratio(first, Resident.NAME, CURL, 1);
    }

    private int fewRounds() {
        return Math.min(settings.choose(FEW_ROUNDS, 1), settings.rounds());
    }

    /** Where a job before it failed, its mirrors are still there. */
    private Depot generate(DepotShape shape) throws IOException {
        DirectoryTree.delete(work);
        return Depot.generate(work.resolve("files"), shape, SEED);
    }

    private void run(
            Depot depot,
            WebServer server,
            @Nullable Path certificate,
            List<String> without,
            int rounds,
            DepotRounds.Jobs jobs)
            throws IOException, InterruptedException {
        try (DepotRounds contenders =
                new DepotRounds(
                        settings,
                        results,
                        depot,
                        server,
                        certificate,
                        work.resolve("contenders"))) {
            for (String name : without) {
                contenders.leaveOut(name);
            }
            contenders.run(rounds, jobs);
        }
    }

    private void nothingNew(String job, Depot depot) {
        targets.overStart(job, OneShot.NAME, 0.25);
        targets.seconds(job, Resident.NAME, 0.05);
        targets.atMost(
                job,
                "requests",
                results.median(job, OneShot.NAME, Measurement::requests),
                depot.documents());
    }
}
