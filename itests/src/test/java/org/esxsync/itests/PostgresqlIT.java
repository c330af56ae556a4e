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
import org.esxsync.itests.support.PostgresqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger in PostgreSQL: all commands work with it, and no mirror gets a second one. */
class PostgresqlIT {

    private static final String PATCH = "ESXi80U3f-24784735";

    @TempDir static Path directory;
    private static PostgresqlServer server;
    private static Conf inDatabase;
    private static Conf inFile;
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
