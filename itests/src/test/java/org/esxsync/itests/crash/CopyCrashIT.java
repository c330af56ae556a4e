package org.esxsync.itests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.ManyBulletins;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.PostgresqlServer;
import org.esxsync.itests.support.Sqlite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills copies of a ledger, to PostgreSQL and back, at random instants: the ledger that the mirror
 * names then says what it said, no command reads another one, and the next copy comes to its end.
 * {@code mvn verify -Plong,crash} kills more often.
 */
@Tag("long")
@Tag("fault")
@Execution(ExecutionMode.CONCURRENT)
class CopyCrashIT {

    private static final int KILLS = Integer.getInteger("copy.kills", 2);
    private static final long SEED = Long.getLong("crash.seed", 2007);
    private static final int MOST_COPIES = 3 * KILLS;
    private static final int MOST_IN_A_ROW = 3;
    private static final int BULLETINS = 1_000;
    private static final int FIRST_GUESS_MILLIS = 500;

    /** All rows of a mirror in PostgreSQL but those that tell who writes. */
    private static final List<String> TABLES =
            List.of(
                    "source_scan",
                    "patch",
                    "document",
                    "publication",
                    "release_index",
                    "index_file",
                    "former_file",
                    "event",
                    "history_head",
                    "conclusion");

    /** Where a ledger is. */
    private enum Place {
        FILE,
        DATABASE;

        Place other() {
            return this == FILE ? DATABASE : FILE;
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    @TempDir private Path directory;
    private final Random random = new Random(SEED);
    private final Map<Place, Integer> typicalMillis = new EnumMap<>(Place.class);
    private final Map<String, Integer> stages = new TreeMap<>();
    private final Map<Place, Conf> confs = new EnumMap<>(Place.class);
    private PostgresqlServer server;
    private PatchSite site;
    private Sqlite sqlite;
    private EsxSync esxsync;
    private Path mirror;
    private Path state;

    /** One that has its ledger in the same database all the time. */
    private Path another;

    private int copies;
    private int kills;
    private List<String> history;
    private List<String> patches;

    @BeforeEach
    void makeMirrors() throws Exception {
        server = PostgresqlServer.start();
        sqlite = new Sqlite(directory.resolve("looked-at"));
        esxsync = new EsxSync(directory, "-XX:TieredStopAtLevel=1");
        mirror = directory.resolve("mirror");
        state = mirror.resolve(".esxsync");
        another = directory.resolve("another");
        site = new PatchSite();
        site.add("ESX-8258730", Tarball.of("ESX-8258730").bytes());
        Path depot = ManyBulletins.write(directory.resolve("depot"), BULLETINS);
        confs.put(Place.FILE, conf("in-file", "ledger.user = postgres").depot("many", depot));
        confs.put(Place.DATABASE, conf("in-database", server.settings()).depot("many", depot));
        run(Place.FILE, "sync", "3.0.1").ended(0);
        history = run(Place.FILE, "ledger", "--export").ended(0).out();
        patches = run(Place.FILE, "patches", "--json").ended(0).out();
        run(conf("another-conf", server.settings()), another, "sync", "3.0.1").ended(0);
    }

    private Conf conf(String name, String settings) throws IOException {
        return new Conf(directory.resolve(name))
                .vi3("site", site.index())
                .write("org.esxsync.sync", settings);
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
    void aKilledCopyLeavesOneWholeLedger() throws Exception {
        List<String> rowsOfAnother = rowsInDatabase(another);
        Place here = Place.FILE;
        for (int round = 0; kills < KILLS && copies < MOST_COPIES; round++) {
            int inARow = 1 + round / 2 % MOST_IN_A_ROW;
            for (int i = 0; i < inARow && kills < KILLS; i++) {
                here = kill(here);
            }
            Place to = here.other();
            copy(to);
            assertEquals(to, named());
            here = to;
        }
        System.out.printf("copies killed: %d (seed %d), %s%n", kills, SEED, stages);
        assertEquals(KILLS, kills);
        assertEquals(rowsOfAnother, rowsInDatabase(another));
        assertFalse(isThere("ledger-copy"), Tree.names(state)::toString);
        assertEquals(history, run(here, "ledger", "--export").ended(0).out());
        run(here, "ledger", "--verify").ended(0);
        run(here, "sync", "3.0.1").ended(0);
    }

    /** Returns where the ledger is then: the copy may have come to its end, or to its name. */
    private Place kill(Place here) throws Exception {
        List<String> rows = rows(here);
        copies++;
        if (isKilled(here.other())) {
            kills++;
            requireOneLedger(here, rows);
        }
        return named();
    }

    /** Returns whether it was killed, and had not ended before. */
    private boolean isKilled(Place to) throws Exception {
        Condition begun = begun(to);
        try (RunningCommand copy = start(to)) {
            await(copy, begun);
            if (!isLate()) {
                pause(copy, to);
            }
            boolean isAlive = copy.process().isAlive();
            copy.close();
            if (isAlive) {
                stages.merge("to %s: %s".formatted(to, stage()), 1, Integer::sum);
            } else {
                new Run(copy.process().exitValue(), List.of(), Files.readAllLines(copy.err()))
                        .ended(0);
            }
            return isAlive;
        }
    }

    private void pause(RunningCommand copy, Place to) throws Exception {
        if (random.nextInt(3) > 0) {
            int typical = typicalMillis.getOrDefault(to, FIRST_GUESS_MILLIS);
            copy.process().waitFor(random.nextInt(typical), TimeUnit.MILLISECONDS);
        } else {
            await(copy, () -> arrives(to));
            copy.process().waitFor(random.nextInt(3_000), TimeUnit.MICROSECONDS);
        }
    }

    /** Whether each copy that is left must be killed, since those before came to their ends. */
    private boolean isLate() {
        return MOST_COPIES - copies < KILLS - kills;
    }

    /** Lets a copy come to its end, and keeps how long it took. */
    private void copy(Place to) throws Exception {
        Condition begun = begun(to);
        try (RunningCommand copy = start(to)) {
            await(copy, begun);
            long start = System.nanoTime();
            copy.await().ended(0);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            typicalMillis.put(to, Math.max(1, (int) millis));
        }
    }

    private RunningCommand start(Place to) throws IOException {
        String address = to == Place.FILE ? "sqlite" : server.url();
        Conf conf = confs.get(to.other());
        return esxsync.start("--conf", conf, "--mirror", mirror, "ledger", "--copy", address);
    }

    private static void await(RunningCommand copy, Condition condition) throws Exception {
        while (copy.process().isAlive() && !condition.holds()) {
            copy.process().waitFor(1, TimeUnit.MILLISECONDS);
        }
    }

    /** Holds once a copy that is started from now on writes; another one may have left its file. */
    private Condition begun(Place to) throws Exception {
        int known = mirrorsInDatabase();
        long now = System.currentTimeMillis();
        File copy = state.resolve("ledger-copy.db").toFile();
        return () -> to == Place.FILE ? copy.lastModified() > now : mirrorsInDatabase() > known;
    }

    /** Whether the copy is whole, and comes to the name under which it is found. */
    private boolean arrives(Place to) throws IOException {
        return to == Place.FILE ? !isThere("ledger-copy.db") : isThere("ledger.name");
    }

    private int mirrorsInDatabase() throws Exception {
        return Integer.parseInt(server.ask("SELECT count(*) FROM mirror").get(0));
    }

    private boolean isThere(String start) throws IOException {
        return Tree.names(state).stream().anyMatch(name -> name.startsWith(start));
    }

    private String stage() throws IOException {
        List<String> found = new ArrayList<>();
        for (String each : List.of("ledger-copy.db", "ledger.db", "ledger.name")) {
            if (Files.exists(state.resolve(each))) {
                found.add(each);
            }
        }
        return found.toString();
    }

    private Place named() {
        return Files.exists(state.resolve("ledger.name")) ? Place.DATABASE : Place.FILE;
    }

    /**
     * The place that the mirror names has all that it had, and the other one is refused.
     *
     * @param former where the ledger was
     * @param rows what it had there
     */
    private void requireOneLedger(Place former, List<String> rows) throws Exception {
        String found = "%s, formerly in %s".formatted(Tree.names(state), former);
        Place here = named();
        if (here == former) {
            assertEquals(rows, rows(here), found);
        }
        assertEquals(patches, run(here, "patches", "--json").ended(0).out(), found);
        assertEquals(history, run(here, "ledger", "--export").ended(0).out(), found);
        run(here.other(), "ledger", "--export").ended(1);
    }

    private List<String> rows(Place place) throws Exception {
        return place == Place.FILE
                ? sqlite.rows(state.resolve("ledger.db"))
                : rowsInDatabase(mirror);
    }

    private List<String> rowsInDatabase(Path of) throws Exception {
        List<String> rows = new ArrayList<>();
        for (String table : TABLES) {
            rows.addAll(
                    server.ask(
                            of,
                            "SELECT CAST(each AS TEXT) FROM %s AS each ORDER BY 1"
                                    .formatted(table)));
        }
        return rows;
    }

    private Run run(Place place, Object... words) throws Exception {
        return run(confs.get(place), mirror, words);
    }

    private Run run(Conf conf, Path of, Object... words) throws Exception {
        List<Object> all = new ArrayList<>(List.of("--conf", conf, "--mirror", of));
        all.addAll(List.of(words));
        return esxsync.run(all.toArray());
    }
}
