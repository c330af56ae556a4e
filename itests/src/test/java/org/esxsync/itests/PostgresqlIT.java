package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Gate;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.SampleDepot;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.support.CutConnection;
import org.esxsync.itests.support.PostgresqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger in PostgreSQL: all commands work with it, and no mirror gets a second one. */
class PostgresqlIT {

    private static final String PATCH = "ESXi80U3f-24784735";

    @TempDir static Path directory;
    private static PostgresqlServer server;
    private static Conf inDatabase;
    private static Conf inFile;
    private static Conf withoutLedger;
    private static EsxSync esxsync;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresqlServer.start();
        Path depot = Files.createDirectory(directory.resolve("depot"));
        new SampleDepot(depot).vendor("vmw", PATCH, "net-1").write();
        Path index = depot.resolve("vmw-depot-index.xml");
        inDatabase =
                new Conf(directory.resolve("in-database"))
                        .depot("sample", index)
                        .write("org.esxsync.sync", server.settings());
        withoutLedger =
                new Conf(directory.resolve("without-ledger"))
                        .write("org.esxsync.sync", "ledger.user = postgres\n");
        inFile = new Conf(directory.resolve("in-file")).depot("sample", index);
        esxsync = new EsxSync(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aMirrorIsSyncedReadAndVerifiedWithoutAFileForItsLedger() throws Exception {
        run(inDatabase, "one", "sync", "8.0").ended(0);
        run(inDatabase, "another", "sync", "8.0").ended(0);
        Run again = run(inDatabase, "one", "sync", "8.0").ended(0);

        assertEquals(1, again.linesWith("Nothing new").size(), again::toString);
        for (String command : List.of("verify", "ledger", "status", "releases", "history")) {
            assertEquals(List.of(), run(inDatabase, "one", command).ended(0).err(), command);
        }
        Run patches = run(inDatabase, "one", "patches", "8.0").ended(0);
        assertFalse(patches.linesWith(PATCH).isEmpty(), patches::toString);
        assertTrue(Files.exists(state("one").resolve("ledger.name")));
        assertFalse(Files.exists(state("one").resolve("ledger.db")));
    }

    @Test
    void aMirrorWhoseLedgerIsInTheDatabaseGetsNoneInAFile() throws Exception {
        run(inDatabase, "named", "sync", "8.0").ended(0);

        for (String command : List.of("sync", "patches")) {
            Run refused = run(inFile, "named", command, "8.0").ended(1);
            assertEquals(1, refused.linesWith("set ledger= in").size(), refused::toString);
        }
        assertFalse(Files.exists(state("named").resolve("ledger.db")));
    }

    @Test
    void aMirrorWhoseLedgerIsAFileGetsNoneInTheDatabase() throws Exception {
        run(inFile, "file", "sync", "8.0").ended(0);

        for (String command : List.of("sync", "patches")) {
            Run refused = run(inDatabase, "file", command, "8.0").ended(1);
            assertEquals(1, refused.linesWith("names one in PostgreSQL").size(), refused::toString);
        }
        assertFalse(Files.exists(state("file").resolve("ledger.name")));
    }

    @Test
    void whoWorksIsToldOnEachNode() throws Exception {
        try (PatchSite site = new PatchSite()) {
            site.add("ESX-8258730", Tarball.of("ESX-8258730").bytes());
            Gate gate = site.holdBack("ESX-8258730");
            Conf conf =
                    new Conf(directory.resolve("nodes"))
                            .vi3("site", site.index())
                            .write("org.esxsync.sync", server.settings());
            try (RunningCommand first =
                    esxsync.start(
                            "--conf", conf, "--mirror", directory.resolve("shared"), "sync")) {
                gate.awaitTransfer();
                String process = "process %d on ".formatted(first.process().pid());

                Run second = run(conf, "shared", "sync").ended(75);
                Run status = run(conf, "shared", "status").ended(0);
                Run json = run(conf, "shared", "status", "--json").ended(0);

                assertEquals(1, second.linesWith("in use by " + process).size(), second::toString);
                assertEquals(1, status.linesWith(process).size(), status::toString);
                assertEquals(1, json.linesWith("\"owner\"").size(), json::toString);
                assertTrue(json.toString().contains(process), json::toString);
                gate.open();
                first.await().ended(0);
            }
            Run after = run(conf, "shared", "status").ended(0);
            assertEquals(List.of(), after.linesWith("process "), after::toString);
        }
    }

    @Test
    void allMirrorsOfTheDatabaseAreListed() throws Exception {
        run(inDatabase, "site-1", "sync", "8.0").ended(0);
        run(inDatabase, "site-2", "sync", "8.0").ended(0);

        Run table = run(inDatabase, "site-1", "mirrors").ended(0);
        Run json = run(inDatabase, "site-1", "mirrors", "--json").ended(0);
        Run csv = run(inDatabase, "site-1", "mirrors", "--csv").ended(0);

        for (String site : List.of("site-1", "site-2")) {
            String path = directory.resolve(site).toString();
            assertEquals(1, table.linesWith(site).size(), table::toString);
            assertFalse(json.linesWith("\"" + path + "\"").isEmpty(), json::toString);
            assertEquals(1, csv.linesWith(path).size(), csv::toString);
        }
        assertFalse(json.linesWith("\"published\": 2").isEmpty(), json::toString);
        run(inFile, "alone", "sync", "8.0").ended(0);
        run(inFile, "alone", "mirrors").ended(1);
    }

    @Test
    void aLedgerIsTakenToTheDatabaseAndBackAsItIs() throws Exception {
        run(inFile, "moved", "sync", "8.0").ended(0);
        List<String> before = run(inFile, "moved", "ledger", "--export").ended(0).out();

        Run copied = run(withoutLedger, "moved", "ledger", "--copy", server.url()).ended(0);

        assertEquals(1, copied.linesWith("ledger = " + server.url()).size(), copied::toString);
        assertFalse(Files.exists(state("moved").resolve("ledger.db")));
        assertEquals(before, run(inDatabase, "moved", "ledger", "--export").ended(0).out());
        run(inFile, "moved", "sync", "8.0").ended(1);
        run(inDatabase, "moved", "sync", "8.0").ended(0);
        List<String> then = run(inDatabase, "moved", "ledger", "--export").ended(0).out();

        run(inDatabase, "moved", "ledger", "--copy", "sqlite").ended(0);

        assertFalse(Files.exists(state("moved").resolve("ledger.name")));
        assertEquals(then, run(inFile, "moved", "ledger", "--export").ended(0).out());
        run(inFile, "moved", "ledger", "--verify").ended(0);
        run(inFile, "moved", "sync", "8.0").ended(0);
        run(withoutLedger, "moved", "ledger", "--copy", server.url(), "--json").ended(0);
        run(inDatabase, "moved", "ledger", "--verify").ended(0);
    }

    /** The server has kept the row, or has not; nobody told. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatBreaksAsAPatchIsRecordedCostsTheRestOfTheSyncAlone(boolean isHeard)
            throws Exception {
        String mirror = "cut-" + isHeard;
        try (CutConnection way =
                new CutConnection(server.port(), "UPDATE publication SET", "COMMIT", isHeard)) {
            Conf conf =
                    new Conf(directory.resolve("conf-" + mirror))
                            .depot("sample", directory.resolve("depot/vmw-depot-index.xml"))
                            .write("org.esxsync.sync", server.settings(way.port()));

            Run broken = run(conf, mirror, "sync", "8.0").ended(1);

            assertTrue(way.isBroken(), broken::toString);
            assertEquals(1, broken.err().size(), broken::toString);
            assertTrue(broken.err().get(0).contains("whether it was kept is not known"));
            assertFalse(Files.exists(directory.resolve(mirror).resolve("esxi-8.0/index.xml")));

            way.mend();
            run(conf, mirror, "sync", "8.0").ended(0);
            for (String command : List.of("verify", "ledger", "status")) {
                assertEquals(List.of(), run(conf, mirror, command).ended(0).err(), command);
            }
            Run events = run(conf, mirror, "ledger", "--export").ended(0);
            long published =
                    events.linesWith("patch_published").stream()
                            .filter(line -> line.contains(PATCH))
                            .count();
            assertEquals(1, published, events::toString);
            assertFalse(run(conf, mirror, "patches", "8.0").linesWith(PATCH).isEmpty());
        }
    }

    private static Path state(String mirror) {
        return directory.resolve(mirror).resolve(".esxsync");
    }

    private static Run run(Conf conf, String mirror, Object... words) throws Exception {
        Object[] all = new Object[words.length + 4];
        System.arraycopy(words, 0, all, 4, words.length);
        all[0] = "--conf";
        all[1] = conf;
        all[2] = "--mirror";
        all[3] = directory.resolve(mirror);
        return esxsync.run(all);
    }
}
