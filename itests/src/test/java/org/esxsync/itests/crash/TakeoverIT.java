package org.esxsync.itests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.esxsync.itests.support.PostgresqlServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes share a mirror. The one that works is killed, or frozen, or cut off at a random
 * instant, and the service of the other goes on; the frozen one wakes up, the cut off one comes
 * back. Nothing is published twice, nothing wrong is seen, and no index is older than the ledger.
 * {@code mvn verify -Pcrash} does so 50 times.
 */
@Tag("slow")
@Tag("fault")
class TakeoverIT {

    private static final int ROUNDS = Integer.getInteger("takeover.rounds", 3);
    private static final long SEED = Long.getLong("crash.seed", 2007);
    private static final int AT_ONCE = 3;

    @TempDir private Path directory;
    private PostgresqlServer server;
    private Path bundle;

    @BeforeEach
    void open() throws IOException {
        server = PostgresqlServer.start();
        bundle = Files.createDirectory(directory.resolve("bundles")).resolve("crash.zip");
        CrashBundle.write(bundle);
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void anotherNodeTakesOverAndNothingIsDoneTwice() throws Exception {
        List<Takeover> rounds = new ArrayList<>();
        Takeover.Fault[] faults = Takeover.Fault.values();
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            Path own = Files.createDirectory(directory.resolve("round-" + i));
            rounds.add(
                    new Takeover(
                            server,
                            own,
                            bundle,
                            faults[i % faults.length],
                            new Random(random.nextLong())));
        }
        run(rounds);
        tell(rounds);
        assertEquals(List.of(), rounds.stream().flatMap(each -> each.wrong().stream()).toList());
    }

    private static void run(List<Takeover> rounds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> running = new ArrayList<>();
            rounds.forEach(each -> running.add(threads.submit(each)));
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void tell(List<Takeover> rounds) {
        Map<Takeover.Fault, List<Double>> times = new TreeMap<>();
        Map<String, Integer> stages = new TreeMap<>();
        for (Takeover each : rounds) {
            stages.merge(each.stage(), 1, Integer::sum);
            if (each.seconds() > 0) {
                times.computeIfAbsent(each.fault(), fault -> new ArrayList<>()).add(each.seconds());
            }
        }
        System.out.printf("takeovers: %d (seed %d)%nstages hit: %s%n", rounds.size(), SEED, stages);
        times.forEach(
                (fault, seconds) -> {
                    List<Double> sorted = seconds.stream().sorted().toList();
                    System.out.printf(
                            Locale.ROOT,
                            "%s: %d takeovers, median %.1f s, worst %.1f s%n",
                            fault,
                            sorted.size(),
                            sorted.get(sorted.size() / 2),
                            sorted.get(sorted.size() - 1));
                });
    }
}
