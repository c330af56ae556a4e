package org.esxsync.ledger.postgresql;

import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.ledger.postgresql.database.Database;
import org.esxsync.ledger.postgresql.database.Pool;
import org.esxsync.ledger.postgresql.database.WriterPlace;
import org.esxsync.ledger.sql.LedgerName;
import org.esxsync.ledger.sql.session.Dialect;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.tables.DocumentRows;
import org.esxsync.ledger.sql.tables.Sightings;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a long list of patches costs the database, whatever the machine. */
@ExtendWith(TestServer.class)
class ManyPatchesTest {

    private static final int PATCHES = 2000;

    @TempDir private Path directory;
    private String url;
    private PostgresqlLedgerStore store;
    private int statements;

    @BeforeEach
    void makeMirror() {
        url = TestServer.newDatabase();
        store = Stores.of(url);
        store.open(directory, Durability.FULL).close();
    }

    @AfterEach
    void close() {
        Stores.close(store);
    }

    @Test
    void aListTakesFewStatements() throws SQLException {
        List<Patch> patches = patches(400);
        try (Session session = countingSession()) {
            session.execute("SET search_path = esxsync; SET esxsync.mirror = 1");

            Sightings.record(session, patches, NOON);
            assertEquals(2 * 4, statements, "patches known, VIBs known, and 1 each to enter them");

            statements = 0;
            Sightings.record(session, patches, NOON);
            assertEquals(2 * 3, statements, "patches known, how described, when seen");
        }
    }

    /**
     * Within one transaction, of whose rows PostgreSQL has no statistics. Each part of the list may
     * read all patches once; each patch may not, nor may the list of a document.
     */
    @Test
    void aPatchIsReadWithoutAllOthersAndTheirVibs() {
        List<Patch> patches = patches(PATCHES);
        Map<String, List<PatchKey>> document =
                Map.of("document", patches.stream().map(Patch::key).toList());
        try (Pool pool = new Pool(Stores.address(url));
                Database database = Database.toWrite(place(pool), Durability.RELAXED)) {
            database.change(
                    session -> {
                        Sightings.record(session, patches, NOON);
                        long before = rowsRead(session);
                        DocumentRows.record(session, "s", document);
                        assertRead(rowsRead(session) - before, 2);
                        Sightings.record(session, patches, NOON);
                        assertRead(rowsRead(session), 100);
                    });
        }
    }

    private static void assertRead(long rows, int mostOfEach) {
        assertTrue(rows <= (long) mostOfEach * PATCHES, rows + " rows were read");
    }

    private WriterPlace place(Pool pool) {
        return new WriterPlace(
                pool,
                LedgerName.file(directory),
                1,
                LedgerName.read(directory).orElseThrow().mirror());
    }

    private static List<Patch> patches(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> LedgerSamples.bulletin("s", "P" + i))
                .toList();
    }

    private static long rowsRead(Session session) throws SQLException {
        return session.first(
                        """
                        SELECT CAST(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) AS BIGINT) AS n
                        FROM pg_stat_xact_user_tables WHERE relname IN ('mirror_patch', 'vib')
                        """,
                        row -> row.number("n"))
                .orElseThrow();
    }

    private Session countingSession() throws SQLException {
        Connection connection = DriverManager.getConnection(url, "postgres", "");
        return new Session(
                proxy(
                        Connection.class,
                        (method, parameters) -> {
                            Object result = call(connection, method, parameters);
                            return result instanceof PreparedStatement statement
                                    ? counting(statement)
                                    : result;
                        }),
                new Dialect("mirror, ", ""),
                false);
    }

    private PreparedStatement counting(PreparedStatement statement) {
        return proxy(
                PreparedStatement.class,
                (method, parameters) -> {
                    if (method.getName().startsWith("execute")) {
                        statements++;
                    }
                    return call(statement, method, parameters);
                });
    }

    @FunctionalInterface
    private interface Calls {
        Object answer(Method method, Object[] parameters) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, parameters) -> calls.answer(method, parameters)));
    }

    private static Object call(Object target, Method method, Object[] parameters) throws Throwable {
        try {
            return method.invoke(target, parameters);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
