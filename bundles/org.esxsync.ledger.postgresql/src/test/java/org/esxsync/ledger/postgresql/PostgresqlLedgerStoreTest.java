package org.esxsync.ledger.postgresql;

import static org.esxsync.ledger.testkit.LedgerSamples.ESX_301;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.patch.Patch;
import org.esxsync.ledger.postgresql.database.Address;
import org.esxsync.ledger.postgresql.database.Pool;
import org.esxsync.ledger.postgresql.database.Schema;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestServer.class)
class PostgresqlLedgerStoreTest {

    private static final Patch PATCH = LedgerSamples.bulletin("s", "X");

    @TempDir private Path directory;
    private final List<PostgresqlLedgerStore> stores = new ArrayList<>();
    private String url;

    @BeforeEach
    void makeDatabase() {
        url = TestServer.newDatabase();
    }

    @AfterEach
    void closeStores() {
        stores.forEach(Stores::close);
    }

    @Test
    void eachMirrorHasItsOwnRowsInOneDatabase() throws IOException {
        PostgresqlLedgerStore store = store(url);
        Path other = Files.createDirectory(directory.resolve("other"));
        try (Ledger first = store.open(directory, Durability.FULL);
                Ledger second = store.open(other, Durability.FULL)) {
            fill(first, "first");
            fill(second, "second");
            second.recordRemovalIntent(ESX_301, PATCH.key());

            assertEquals(Map.of(ESX_301, Set.of(PATCH.key())), first.publishedKeys());
            assertEquals(1, first.publications(ESX_301).size());
            assertEquals(Map.of(), second.publishedKeys());
            assertEquals("first", first.history(9).get(0).event().detail());
            assertEquals(1, second.history(9).size());
            assertEquals("first", first.conclusion("c", "").orElse("none"));
        }
    }

    /** Conclusions come last, since all else deletes those of its mirror. */
    private static void fill(Ledger ledger, String detail) {
        ledger.recordPublication(LedgerSamples.publication(ESX_301, PATCH));
        ledger.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, detail));
        ledger.recordConclusion("c", "", detail);
    }

    @Test
    void theMirrorNamesItsLedgerWithoutTheParametersOfTheAddress() throws IOException {
        store(url + "?connectTimeout=5").open(directory, Durability.FULL).close();

        String name = Files.readString(directory.resolve("ledger.name"));

        assertTrue(name.contains("\nmirror="), name);
        assertTrue(name.endsWith("\ndatabase=" + url + "\n"), name);
        assertEquals(List.of("ledger.name"), List.of(directory.toFile().list()));
    }

    @Test
    void aLedgerIsNotBegunAgainInAnotherDatabase() {
        store(url).open(directory, Durability.FULL).close();
        String another = TestServer.newDatabase();
        store(another).open(directory("other"), Durability.FULL).close();

        assertRefused("whose ledger was made in " + url, () -> open(another));
        assertRefused(
                "whose ledger was made in " + url, () -> store(another).openToRead(directory));
    }

    @Test
    void aLedgerInAFileIsNotLeftForOneInADatabase() throws IOException {
        Files.createFile(directory.resolve("ledger.db"));

        assertRefused("names one in PostgreSQL", () -> open(url));
        assertRefused("names one in PostgreSQL", () -> store(url).openToRead(directory));
    }

    @Test
    void aNameThatIsNoneIsToldAndNoLedgerBegins() throws IOException {
        for (String name : List.of("", "mirror=7", "x".repeat(5000), "mirror=\\u00zz")) {
            Files.writeString(directory.resolve("ledger.name"), name);

            assertRefused("the file that names it cannot be read", () -> open(url));
        }
    }

    @Test
    void theTablesAreInTheSchemaThatTheAddressNames() {
        try (Ledger ledger =
                store(url + "?currentSchema=patches").open(directory, Durability.FULL)) {
            fill(ledger, "x");
        }

        TestServer.executeIn(url, "SELECT 1 / (SELECT count(*) FROM patches.mirror_event)");
    }

    @Test
    void theTablesOfAnotherProgramAreLeftAlone() {
        TestServer.executeIn(url, "CREATE SCHEMA esxsync; CREATE TABLE esxsync.patch (x integer)");

        assertRefused("has the tables of another program", () -> open(url));
    }

    @Test
    void anOlderDatabaseIsBroughtUpToDateByAWriterAlone() {
        try (Ledger ledger = store(url).open(directory, Durability.FULL)) {
            fill(ledger, "kept");
        }
        Schema newer = with("ALTER TABLE mirror ADD COLUMN note text;");

        assertRefused("written by an older version", () -> store(url, newer).openToRead(directory));
        try (Ledger ledger = store(url, newer).open(directory, Durability.FULL)) {
            assertEquals("kept", ledger.history(9).get(0).event().detail());
        }
        store(url, newer).openToRead(directory).orElseThrow().close();
    }

    @Test
    void aNewerDatabaseIsRefused() {
        store(url, with("ALTER TABLE mirror ADD COLUMN note text;"))
                .open(directory, Durability.FULL)
                .close();

        assertRefused("written by a newer version", () -> open(url));
        assertRefused("written by a newer version", () -> store(url).openToRead(directory));
    }

    @Test
    void aMigrationThatFailsLeavesTheOldTables() {
        store(url).open(directory, Durability.FULL).close();

        assertThrows(
                LedgerException.class,
                () ->
                        store(url, with("DROP TABLE mirror_conclusion CASCADE; SELECT 1 / 0;"))
                                .open(directory, Durability.FULL));

        try (Ledger ledger = store(url).open(directory, Durability.FULL)) {
            fill(ledger, "x");
        }
    }

    @Test
    void severalProgramsMakeTheTablesTogether() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> problems = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            PostgresqlLedgerStore store = store(url);
            Path mirror = directory("mirror" + i);
            Thread thread = new Thread(() -> store.open(mirror, Durability.FULL).close());
            thread.setUncaughtExceptionHandler(
                    (each, problem) -> {
                        synchronized (problems) {
                            problems.add(problem);
                        }
                    });
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(List.of(), problems);
    }

    /** A trigger looks at what holds while the ledger writes. */
    @Test
    void whatTheDatabaseHasByDefaultDoesNotMatter() {
        TestServer.executeIn(
                url,
                """
                ALTER DATABASE %1$s SET default_transaction_isolation = 'repeatable read';
                ALTER DATABASE %1$s SET synchronous_commit = off;
                ALTER DATABASE %1$s SET lock_timeout = 0
                """
                        .formatted(url.replaceAll(".*/", "")));
        try (Ledger ledger = store(url).open(directory, Durability.FULL)) {
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            ledger.inOneTransaction(
                                    () -> {
                                        throw new IllegalStateException("taken back");
                                    }));
            TestServer.executeIn(
                    url,
                    """
                    CREATE FUNCTION esxsync.look() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            NEW.detail = concat_ws(' ',
                                current_setting('transaction_isolation'),
                                current_setting('synchronous_commit'),
                                current_setting('lock_timeout'));
                            RETURN NEW;
                        END $$;
                    CREATE TRIGGER look BEFORE INSERT ON esxsync.mirror_event
                        FOR EACH ROW EXECUTE FUNCTION esxsync.look()
                    """);
            ledger.append(Event.ofRun(NOON, Event.Kind.PATCH_FOUND, "x"));

            assertEquals("read committed on 30s", ledger.history(1).get(0).event().detail());
        }
    }

    @Test
    void aSchemaMayHaveTheNameOfAWordOfSql() {
        store(url + "?currentSchema=order").open(directory, Durability.FULL).close();

        store(url + "?currentSchema=order").openToRead(directory).orElseThrow().close();
    }

    @Test
    void aDatabaseThatDoesNotHaveAllCharactersIsRefused() {
        String name = "latin_" + url.replaceAll(".*/", "");
        TestServer.executeIn(
                url,
                "CREATE DATABASE %s TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
                        .formatted(name));

        assertRefused("its encoding is LATIN1", () -> open(url.replaceFirst("[^/]*$", name)));
    }

    @Test
    void aUserWhoMayNotUseTheSchemaIsNotToldToRestoreABackupFirst() {
        open(url).close();
        String user = "guest_" + url.replaceAll(".*/", "");
        TestServer.executeIn(url, "CREATE ROLE %s LOGIN".formatted(user));

        assertRefused(
                "check that it may use the schema",
                () ->
                        store(Address.of("pid", "ledger", url, user, ""))
                                .open(directory, Durability.FULL));
    }

    @Test
    void aWrongLoginAndAMissingDatabaseAreToldAtOnce() {
        TestServer.executeIn(url, "CREATE ROLE nobody_%1$s".formatted(url.replaceAll(".*/", "")));

        assertRefused(
                "it refuses the login",
                () ->
                        store(
                                        Address.of(
                                                "pid",
                                                "ledger",
                                                url,
                                                "nobody_" + url.replaceAll(".*/", ""),
                                                ""))
                                .open(directory, Durability.FULL));
        assertRefused("create it", () -> open(url + "x"));
    }

    @Test
    void aUserWhoMayNotMakeTheSchemaIsTold() {
        String user = "user_" + url.replaceAll(".*/", "");
        TestServer.executeIn(url, "CREATE ROLE %s LOGIN".formatted(user));

        assertRefused(
                "this user may not do that",
                () ->
                        store(Address.of("pid", "ledger", url, user, ""))
                                .open(directory, Durability.FULL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslmode=verifyfull", "sslmode=require"})
    void anEncryptionThatCannotBeIsNoOutage(String parameters) {
        LedgerException problem =
                assertThrows(LedgerException.class, () -> open(url + "?" + parameters));

        assertFalse(problem instanceof LedgerOutageException, problem::toString);
        assertTrue(String.valueOf(problem.getMessage()).contains("check sslmode="));
    }

    @Test
    void aServerThatDoesNotListenIsTold() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertRefused(
                "it cannot be reached",
                () -> open("jdbc:postgresql://localhost:%d/x".formatted(port)));
    }

    @Test
    void whoOnlyLooksAsksTheReplicaAndWaitsForNoWriter() {
        String replica = url + "?options=-c%20default_transaction_read_only%3Don";
        try (Pool pool = new Pool(Stores.address(url));
                Pool readOnly = new Pool(Stores.address(replica))) {
            PostgresqlLedgerStore store =
                    new PostgresqlLedgerStore(pool, readOnly, Schema.current());
            try (Ledger ledger = store.open(directory, Durability.FULL)) {
                fill(ledger, "before");
                ledger.inOneTransaction(
                        () -> {
                            fill(ledger, "under way");
                            try (Ledger looked = store.openToLook(directory).orElseThrow()) {
                                assertEquals("before", looked.history(1).get(0).event().detail());
                            }
                        });
            }
            readOnly.close();

            assertRefused("are closed", () -> store.openToLook(directory));
            store.openToRead(directory).orElseThrow().close();
        }
    }

    @Test
    void whoIsInterruptedWhileItWaitsForAConnectionIsToldSo() {
        store(url).open(directory, Durability.FULL).close();
        PostgresqlLedgerStore fresh = store(url);
        Thread.currentThread().interrupt();
        try {
            assertRefused("it was interrupted", fresh::mirrors);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void aConnectionThatTheServerEndsCostsATransactionAndThePlaceOfTheWriter() {
        try (Ledger ledger = store(url).open(directory, Durability.FULL)) {
            LedgerOutageException problem =
                    assertThrows(
                            LedgerOutageException.class,
                            () ->
                                    ledger.inOneTransaction(
                                            () -> {
                                                ledger.append(
                                                        Event.ofRun(
                                                                NOON,
                                                                Event.Kind.PATCH_FOUND,
                                                                "lost"));
                                                endConnections();
                                                ledger.append(
                                                        Event.ofRun(
                                                                NOON,
                                                                Event.Kind.PATCH_FOUND,
                                                                "lost"));
                                            }));
            assertTrue(problem.getMessage().contains("was ended"), problem::getMessage);
            assertThrows(LedgerException.class, () -> fill(ledger, "lost"));
        }
        try (Ledger ledger = open(url)) {
            fill(ledger, "kept");

            assertEquals(1, ledger.history(9).size());
        }
    }

    @Test
    void whetherALastChangeWasKeptIsNotKnownIfTheConnectionBreaksThen() {
        try (Ledger ledger = store(url).open(directory, Durability.FULL)) {
            LedgerOutageException problem =
                    assertThrows(
                            LedgerOutageException.class,
                            () ->
                                    ledger.inOneTransaction(
                                            () -> {
                                                fill(ledger, "lost");
                                                endConnections();
                                            }));

            assertTrue(
                    problem.getMessage().contains("whether it was kept is not known"),
                    problem::getMessage);
        }
        try (Ledger ledger = open(url)) {
            assertEquals(0, ledger.history(9).size());
        }
    }

    private void endConnections() {
        TestServer.executeIn(
                url,
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE application_name = 'ESX Sync' AND datname = current_database()
                """);
    }

    @Test
    void aTextThatNoDatabaseTakesInTheHistoryIsKeptWithoutThatCharacter() {
        try (Ledger ledger = store(url).open(directory, Durability.FULL)) {
            ledger.append(Event.ofRun(NOON, Event.Kind.PATCH_FAILED, "a\0b"));

            assertEquals("a\uFFFDb", ledger.history(1).get(0).event().detail());
            assertTrue(ledger.firstBreak().isEmpty());
        }
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Schema with(String script) {
        List<String> scripts = new ArrayList<>(Schema.current().scripts());
        scripts.add(script);
        return new Schema(scripts);
    }

    private Ledger open(String at) {
        return store(at).open(directory, Durability.FULL);
    }

    private PostgresqlLedgerStore store(String at) {
        return store(at, Schema.current());
    }

    private PostgresqlLedgerStore store(Address address) {
        return kept(Stores.of(address, Schema.current()));
    }

    private PostgresqlLedgerStore store(String at, Schema schema) {
        return kept(Stores.of(at, schema));
    }

    private PostgresqlLedgerStore kept(PostgresqlLedgerStore store) {
        stores.add(store);
        return store;
    }

    private static void assertRefused(String word, Executable call) {
        String message = assertThrows(LedgerException.class, call).getMessage();
        assertTrue(message.contains(word), message);
    }
}
