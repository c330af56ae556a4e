package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.FirstLedger;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.support.PostgresqlServer;
import org.esxsync.itests.support.Sqlite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger of the first version of all goes on in this one, to PostgreSQL and back. */
class LedgerJourneyIT {

    private static final String CHAIN = "SELECT hash FROM event ORDER BY number";

    @TempDir private Path directory;
    private Path mirror;
    private Path file;
    private PostgresqlServer server;
    private PatchSite site;
    private Sqlite sqlite;
    private Conf inFile;
    private Conf inDatabase;

    @BeforeEach
    void makeFirstLedger() throws Exception {
        server = PostgresqlServer.start();
        site = new PatchSite();
        site.add("ESX-8258730", Tarball.of("ESX-8258730").bytes());
        inFile =
                new Conf(directory.resolve("in-file"))
                        .vi3("site", site.index())
                        .write("org.esxsync.sync", "ledger.user = postgres");
        inDatabase =
                new Conf(directory.resolve("in-database"))
                        .write("org.esxsync.sync", server.settings());
        mirror = directory.resolve("mirror");
        file = Files.createDirectories(mirror.resolve(".esxsync")).resolve("ledger.db");
        sqlite = new Sqlite(directory.resolve("looked-at"));
        try (Connection database = sqlite.open(file)) {
            FirstLedger.write(database);
        }
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
            site.close();
            sqlite.close();
        }
    }

    @Test
    void itComesBackAsItWent() throws Exception {
        run(inFile, "sync", "3.0.1");
        List<List<String>> told = told(inFile);
        List<String> rows = sqlite.rows(file);
        List<String> chain = sqlite.ask(file, CHAIN);
        assertTrue(told.get(0).get(0).contains("the first"), told::toString);
        assertEquals(3, rows.stream().filter(row -> row.startsWith("patch: ")).count());

        run(inFile, "ledger", "--copy", server.url());

        assertFalse(Files.exists(file));
        assertEquals(told, told(inDatabase));
        assertEquals(chain, server.ask(mirror, CHAIN));

        run(inDatabase, "ledger", "--copy", "sqlite");

        assertEquals(told, told(inFile));
        assertEquals(rows, sqlite.rows(file));
        run(inFile, "ledger", "--verify");
    }

    /** The exported history, and then what is known and published. */
    private List<List<String>> told(Conf conf) throws Exception {
        List<List<String>> told = new ArrayList<>();
        told.add(run(conf, "ledger", "--export"));
        told.add(run(conf, "patches", "--json"));
        told.add(run(conf, "releases"));
        return told;
    }

    private List<String> run(Conf conf, String... words) throws Exception {
        List<Object> all = new ArrayList<>(List.of("--conf", conf, "--mirror", mirror));
        all.addAll(List.of(words));
        return new EsxSync(directory).run(all.toArray()).ended(0).out();
    }
}
