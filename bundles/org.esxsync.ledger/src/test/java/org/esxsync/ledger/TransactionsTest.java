package org.esxsync.ledger;

import static org.esxsync.ledger.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.database.Database;
import org.esxsync.ledger.database.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TransactionsTest {

    @TempDir private Path directory;
    private SqliteLedger ledger;
    private ExecutorService threads;

    @BeforeEach
    void open() {
        ledger = (SqliteLedger) new SqliteLedgerStore().open(directory, Durability.FULL);
        threads = Executors.newFixedThreadPool(4);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        ledger.close();
    }

    @Test
    void workThatFailsLeavesNothing() {
        IllegalStateException reason = new IllegalStateException("cancelled");

        IllegalStateException thrown =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                ledger.inOneTransaction(
                                        () -> {
                                            see("X");
                                            throw reason;
                                        }));

        assertSame(reason, thrown);
        assertEquals(0, count());
        see("Y");
        assertEquals(1, count());
    }

    @Test
    void aTransactionWithinOneIsPartOfIt() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        ledger.inOneTransaction(
                                () -> {
                                    ledger.inOneTransaction(() -> see("X"));
                                    throw new IllegalStateException("cancelled");
                                }));
        assertEquals(0, count());

        ledger.inOneTransaction(
                () -> {
                    see("A");
                    ledger.inOneTransaction(() -> see("B"));
                    assertEquals(2, count(), "a transaction sees what it has written");
                });
        assertEquals(2, count());
    }

    @Test
    void aStepThatFailedSpoilsTheWholeEvenIfItsErrorWasCaught() {
        assertThrows(
                LedgerException.class,
                () ->
                        ledger.inOneTransaction(
                                () -> {
                                    see("X");
                                    assertThrows(
                                            IllegalArgumentException.class,
                                            () ->
                                                    ledger.recordMetadata(
                                                            Samples.ESX_301,
                                                            Samples.bare("s", "X").key(),
                                                            Samples.md5("").hex()));
                                }));

        assertEquals(0, count());
    }

    @Test
    void aListingCanBeUsedToWriteAndSeesTheStateOfItsStart() {
        see("A");
        see("B");
        List<String> seen = new ArrayList<>();

        ledger.forEachPatch(
                patch -> {
                    seen.add(patch.patch().id());
                    see(patch.patch().id() + "-more");
                });

        assertEquals(List.of("A", "B"), seen);
        assertEquals(4, count());
    }

    @Test
    void aListingWhoseConsumerFailsEndsThereAndTheNextOneWorks() {
        see("A");
        assertThrows(
                IllegalStateException.class,
                () ->
                        ledger.forEachPatch(
                                patch -> {
                                    throw new IllegalStateException("enough");
                                }));

        assertEquals(1, count());
    }

    @Test
    void readersDoNotWaitForATransaction() throws Exception {
        see("A");
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        Future<?> writing =
                threads.submit(
                        () ->
                                ledger.inOneTransaction(
                                        () -> {
                                            see("B");
                                            written.countDown();
                                            await(read);
                                        }));
        await(written);

        assertEquals(1, count());

        read.countDown();
        writing.get();
        assertEquals(2, count());
    }

    @Test
    void manyThreadsWriteAndReadAtOnce() throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String name = "T" + thread;
            running.add(threads.submit(() -> writeAndRead(name)));
        }
        for (Future<?> thread : running) {
            finish(thread);
        }

        assertEquals(4 * 25, count());
        assertEquals(4 * 25, ledger.history(1000).size());
        assertTrue(ledger.firstBreak().isEmpty());
    }

    private void writeAndRead(String name) {
        for (int i = 0; i < 25; i++) {
            String id = name + "-" + i;
            ledger.inOneTransaction(
                    () -> {
                        see(id);
                        ledger.append(Event.ofRun(NOON, Event.Kind.PATCH_FOUND, id));
                    });
            assertEquals(1, ledger.patches(id).size());
        }
    }

    private void see(String id) {
        ledger.recordSighting(Samples.bulletin("s", id), NOON);
    }

    private int count() {
        List<String> ids = new ArrayList<>();
        ledger.forEachPatch(patch -> ids.add(patch.patch().id()));
        return ids.size();
    }

    private static void finish(Future<?> thread) throws InterruptedException {
        try {
            thread.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatWentWrongFirstIsToldThoughTheTransactionIsGoneToo() {
        IllegalStateException reason = new IllegalStateException("first");
        try (Database database =
                Database.open(directory.resolve("other.db"), Schema.current(), Durability.FULL)) {
            Database.Action breaking =
                    session -> {
                        session.execute("ROLLBACK");
                        throw reason;
                    };

            assertSame(
                    reason,
                    assertThrows(IllegalStateException.class, () -> database.visit(breaking)));
            database.visit(session -> {});
        }
    }
}
