package org.esxsync.ledger.postgresql;

import static org.esxsync.ledger.testkit.LedgerSamples.ESX_301;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerInUseException;
import org.esxsync.api.ledger.MirrorReport;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.ledger.postgresql.database.Pool;
import org.esxsync.ledger.postgresql.database.Schema;
import org.esxsync.ledger.sql.LedgerName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which mirrors a database knows. */
@ExtendWith(TestServer.class)
class KnownMirrorsTest {

    @TempDir private Path directory;
    private String url;
    private PostgresqlLedgerStore store;

    @BeforeEach
    void makeDatabase() {
        url = TestServer.newDatabase();
        store = Stores.of(url);
    }

    @AfterEach
    void close() {
        Stores.close(store);
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachMirrorTellsAllOthersHowItStands() {
        Path first = directory("a/.esxsync");
        store.open(first, Durability.FULL).close();
        store.open(directory("b/.esxsync"), Durability.FULL).close();
        store.report(first, report(true, 3, 0));
        store.report(first, report(false, 5, 2));

        List<ReportedMirror> mirrors = store.mirrors();

        assertEquals(2, mirrors.size());
        ReportedMirror told = mirrors.get(0);
        assertEquals(directory("a").toString(), told.directory());
        assertEquals(LedgerName.read(first).orElseThrow().mirror().toString(), told.id());
        assertEquals(report(false, 5, 2), told.report());
        assertEquals(NOON.plusSeconds(3), told.lastSuccess());
        assertNull(mirrors.get(1).report());
        assertNull(mirrors.get(1).lastSuccess());
    }

    private static MirrorReport report(boolean isSuccess, int published, int failed) {
        return new MirrorReport(
                "site",
                NOON.plusSeconds(published),
                isSuccess,
                new TreeMap<>(Map.of(ESX_301, new MirrorReport.Counts(published, failed))),
                7,
                9);
    }

    @Test
    void aMirrorWhoseLedgerWasCopiedAwayIsNotAmongThem() {
        store.open(directory, Durability.FULL).close();
        TestServer.executeIn(url, "UPDATE esxsync.mirror SET in_use = FALSE");

        assertEquals(List.of(), store.mirrors());
    }

    @Test
    void aReplicaThatDoesNotHaveTheMirrorYetIsWaitedFor() {
        try (Pool pool = new Pool(Stores.address(url));
                Pool replica = new Pool(Stores.address(TestServer.newDatabase()))) {
            PostgresqlLedgerStore store =
                    new PostgresqlLedgerStore(pool, replica, Schema.current());
            store.open(directory, Durability.FULL).close();
            new PostgresqlLedgerStore(replica, replica, Schema.current())
                    .open(directory("other"), Durability.FULL)
                    .close();

            LedgerException problem =
                    assertThrows(LedgerException.class, () -> store.openToLook(directory));
            String message = String.valueOf(problem.getMessage());
            assertTrue(message.contains("wait until it has caught up"), message);
        }
    }

    @Test
    void nodesThatBeginAMirrorTogetherAddItOnce() throws Exception {
        store.open(directory("first"), Durability.FULL).close();
        for (int round = 0; round < 10; round++) {
            Path begun = directory("begun" + round);
            CyclicBarrier together = new CyclicBarrier(2);
            Thread other = new Thread(() -> begin(store, begun, together));
            other.start();
            begin(store, begun, together);
            other.join();
        }

        assertEquals(11, store.mirrors().size());
    }

    private static void begin(PostgresqlLedgerStore store, Path mirror, CyclicBarrier together) {
        try {
            together.await();
            store.open(mirror, Durability.FULL).close();
        } catch (LedgerInUseException e) {
            assertTrue(Files.exists(mirror.resolve("ledger.name")));
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
