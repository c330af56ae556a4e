package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.ChangingDepot;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.support.DepotReaders;
import org.esxsync.itests.support.ServedUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts read a depot while it is published again and again: what they get is what the index that
 * they read means.
 */
class RepublishingIT {

    private static final String MANY = "crash.republishings";
    private static final int CLIENTS = 8;
    private static final long SEED = 19;
    private static final long PATIENCE_SECONDS = 300;

    @TempDir Path directory;
    private EsxSync esxsync;
    private Conf conf;
    private Path mirror;
    private ChangingDepot depot;
    private RunningCommand serving;
    private URI url;

    @BeforeEach
    void syncAndServe() throws Exception {
        mirror = directory.resolve("mirror");
        depot = new ChangingDepot(Files.createDirectory(directory.resolve("depot")));
        conf =
                new Conf(directory.resolve("conf"))
                        .write("org.esxsync.source.depot~sample", "location = " + depot.index());
        esxsync = new EsxSync(directory);
        republish(0);
        serving = esxsync.start("--conf", conf, "--mirror", mirror, "serve", "--port", 0);
        url = ServedUrl.of(serving).resolve("esxi-8.0/");
    }

    @AfterEach
    void stop() {
        serving.close();
    }

    private void republish(int generation) throws Exception {
        depot.write(generation);
        esxsync.start("--conf", conf, "--mirror", mirror, "sync", "8.0")
                .await(PATIENCE_SECONDS)
                .ended(0);
    }

    @Test
    void noClientSeesAMixtureOfTwoStates() throws Exception {
        republishUnderClients(10);
    }

    private void republishUnderClients(int generations) throws Exception {
        try (DepotReaders clients = DepotReaders.start(url, CLIENTS)) {
            for (int generation = 1; generation <= generations; generation++) {
                republish(generation);
                assertEquals(List.of(), clients.problems(), "generation " + generation);
            }
            assertEquals(generations, clients.awaitGeneration(generations));
            assertEquals(List.of(), clients.problems());
            assertTrue(clients.readings() >= CLIENTS, () -> clients.readings() + " readings");
        }
    }

    /** These clients do see what they are to see: without the day they miss files soon. */
    @Test
    @EnabledIfSystemProperty(named = MANY, matches = "true")
    void clientsMissFilesThatGoAtOnce() throws Exception {
        conf.write("org.esxsync.sync", "removed.hours = 0");
        try (DepotReaders clients = DepotReaders.start(url, CLIENTS)) {
            for (int generation = 1; clients.problems().isEmpty(); generation++) {
                assertTrue(generation <= 50, "nobody missed anything");
                republish(generation);
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = MANY, matches = "true")
    void norDuringTwoHundredRepublishingsAndAKilledSyncInBetween() throws Exception {
        republishUnderClients(100);
        Random random = new Random(SEED);
        try (DepotReaders clients = DepotReaders.ofAnyGeneration(url, CLIENTS)) {
            for (int generation = 101; generation <= 200; generation++) {
                if (generation % 5 == 0) {
                    depot.write(generation);
                    kill(random.nextInt(1500));
                }
                republish(generation);
                assertEquals(List.of(), clients.problems(), "generation " + generation);
            }
        }
    }

    private void kill(int afterMilliseconds) throws Exception {
        try (RunningCommand sync =
                esxsync.start("--conf", conf, "--mirror", mirror, "sync", "8.0")) {
            sync.process().waitFor(afterMilliseconds, TimeUnit.MILLISECONDS);
        }
    }
}
