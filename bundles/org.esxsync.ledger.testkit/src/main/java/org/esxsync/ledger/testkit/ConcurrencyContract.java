package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at one ledger, and readers that opened it for themselves. */
@Timeout(60)
abstract class ConcurrencyContract extends OpenLedger {

    private static final int THREADS = 4;
    private static final int ROUNDS = 25;

    private ExecutorService threads;

    @BeforeEach
    void startThreads() {
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void readersDoNotWaitForATransactionAndSeeNothingOfIt() throws Exception {
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

        assertEquals(List.of("A"), ids());
        try (Ledger reader = store().openToRead(directory).orElseThrow()) {
            assertEquals(0, reader.patches("B").size());
        }

        read.countDown();
        finish(writing);
        assertEquals(List.of("A", "B"), ids());
    }

    @Test
    void writersWaitForATransaction() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        Future<?> first =
                threads.submit(
                        () ->
                                ledger.inOneTransaction(
                                        () -> {
                                            written.countDown();
                                            await(started);
                                            ledger.append(event("first"));
                                        }));
        await(written);
        Future<?> second =
                threads.submit(
                        () -> {
                            started.countDown();
                            ledger.append(event("second"));
                        });
        finish(first);
        finish(second);

        assertEquals(
                List.of("first", "second"),
                ledger.history(9).stream().map(entry -> entry.event().detail()).toList());
    }

    @Test
    void manyThreadsWriteAndReadAtOnce() throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String name = "T" + thread;
            running.add(threads.submit(() -> writeAndRead(name)));
        }
        for (Future<?> thread : running) {
            finish(thread);
        }

        assertEquals(THREADS * ROUNDS, ids().size());
        assertEquals(THREADS * ROUNDS, ledger.history(1000).size());
        assertTrue(ledger.firstBreak().isEmpty());
    }

    private void writeAndRead(String name) {
        for (int i = 0; i < ROUNDS; i++) {
            String id = name + "-" + i;
            ledger.inOneTransaction(
                    () -> {
                        see(id);
                        ledger.append(event(id));
                    });
            assertEquals(1, ledger.patches(id).size());
        }
    }

    @Test
    void aReaderSeesWholeTransactionsOnly() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Future<?>> reading = new ArrayList<>();
        for (int thread = 1; thread < THREADS; thread++) {
            reading.add(threads.submit(() -> readPairs(done)));
        }
        try {
            for (int i = 0; i < 2 * ROUNDS; i++) {
                String pair = "P" + i;
                ledger.inOneTransaction(
                        () -> {
                            see(pair + "-left");
                            see(pair + "-right");
                        });
            }
        } finally {
            done.set(true);
        }

        for (Future<?> thread : reading) {
            finish(thread);
        }
        assertEquals(4 * ROUNDS, ids().size());
    }

    private void readPairs(AtomicBoolean done) {
        try (Ledger reader = store().openToRead(directory).orElseThrow()) {
            do {
                assertWholePairs(ledger);
                assertWholePairs(reader);
            } while (!done.get());
        }
    }

    private static void assertWholePairs(Ledger ledger) {
        List<String> seen = new ArrayList<>();
        ledger.forEachPatch(patch -> seen.add(patch.patch().id()));
        assertEquals(0, seen.size() % 2, seen::toString);
    }

    @Test
    void aLedgerThatIsReadCanBeClosed() throws Exception {
        see("A");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        List<String> seen = new ArrayList<>();
        Future<?> listing =
                threads.submit(
                        () ->
                                ledger.forEachPatch(
                                        patch -> {
                                            reading.countDown();
                                            await(closed);
                                            seen.add(patch.patch().id());
                                        }));
        await(reading);

        ledger.close();
        closed.countDown();
        finish(listing);

        assertEquals(List.of("A"), seen);
        ledger = store().openToRead(directory).orElseThrow();
        assertEquals(List.of("A"), ids());
    }

    private static Event event(String detail) {
        return Event.ofRun(NOON, Event.Kind.PATCH_FOUND, detail);
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
}
