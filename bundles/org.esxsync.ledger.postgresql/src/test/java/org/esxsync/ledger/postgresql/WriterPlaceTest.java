package org.esxsync.ledger.postgresql;

import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Epoch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerInUseException;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.api.ledger.ScheduledRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each store stands for a node. */
@ExtendWith(TestServer.class)
class WriterPlaceTest {

    /** As if the last sign of life were some time ago; the beat of a node that lives undoes it. */
    private static final String SILENT =
            "UPDATE esxsync.mirror_writer SET beat_at = beat_at - interval '1 h'";

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

    private PostgresqlLedgerStore node() {
        PostgresqlLedgerStore store = Stores.of(url);
        stores.add(store);
        return store;
    }

    private Ledger open(PostgresqlLedgerStore node) {
        return node.open(directory, Durability.FULL);
    }

    private Optional<LedgerWriter> writer(PostgresqlLedgerStore node) {
        try (Ledger ledger = node.openToRead(directory).orElseThrow()) {
            return ledger.writer();
        }
    }

    private static void append(Ledger ledger, String detail) {
        ledger.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, detail));
    }

    private static List<String> details(Ledger ledger) {
        return ledger.history(100).stream().map(each -> each.event().detail()).toList();
    }

    @Test
    void oneWritesAtATimeAndTheOthersAreToldWho() {
        PostgresqlLedgerStore standby = node();
        try (Ledger writer = open(node())) {
            append(writer, "first");

            LedgerInUseException refused =
                    assertThrows(LedgerInUseException.class, () -> open(standby));

            String self = "process %d on ".formatted(ProcessHandle.current().pid());
            assertTrue(refused.owner().startsWith(self), refused.owner());
            assertTrue(refused.owner().contains(" since "), refused.owner());
            LedgerWriter told = writer(standby).orElseThrow();
            assertEquals(refused.owner(), told.toString());
            assertFalse(told.isGone());
        }
    }

    @Test
    void whoGivesUpThePlaceIsFollowedAtOnce() {
        PostgresqlLedgerStore other = node();
        try (Ledger first = open(node())) {
            assertEquals(new Epoch(1, null), first.epoch());
        }
        assertEquals(Optional.empty(), writer(other));
        try (Ledger second = open(other)) {
            assertEquals(new Epoch(2, null), second.epoch());
        }
    }

    @Test
    void aSilentWriterLosesItsConnectionAndCanRecordNothingMore() {
        Ledger stale = open(node());
        append(stale, "before");
        try (Ledger next = takeOver(node())) {
            assertTakenOver(next);
            append(next, "after");

            LedgerException refused =
                    assertThrows(LedgerException.class, () -> append(stale, "stale"));

            assertTrue(refused.getMessage().contains("another node took over"), refused::toString);
            assertTrue(
                    assertThrows(LedgerException.class, stale::requireWriter)
                            .getMessage()
                            .contains("another node took over"));
            stale.close();
            assertTrue(writer(stores.get(1)).isPresent(), "the stale one gave it up");
            append(next, "again");
            assertEquals(List.of("before", "after", "again"), details(next));
        }
    }

    @Test
    void whoIsFollowedInItsLastStepIsToldBothWhatIsNotKnownAndWho() {
        List<Ledger> next = new ArrayList<>();
        try (Ledger stale = open(node())) {
            LedgerOutageException told =
                    assertThrows(
                            LedgerOutageException.class,
                            () ->
                                    stale.inOneTransaction(
                                            () -> {
                                                append(stale, "stale");
                                                next.add(takeOver(node()));
                                            }));

            assertTrue(
                    told.getMessage().contains("whether it was kept is not known"), told::toString);
            assertTrue(told.getMessage().contains("another node took over"), told::toString);
        } finally {
            next.forEach(Ledger::close);
        }
    }

    private static void assertTakenOver(Ledger next) {
        assertEquals(2, next.epoch().number());
        assertTrue(next.epoch().takenFrom().name().startsWith("process "), next.epoch()::toString);
    }

    /** A signal of the writer may come between. */
    private Ledger takeOver(PostgresqlLedgerStore node) {
        while (true) {
            TestServer.executeIn(url, SILENT);
            try {
                return open(node);
            } catch (LedgerInUseException e) {
                continue;
            }
        }
    }

    @Test
    void aTransactionOfAnEarlierEpochIsRefusedThoughItsConnectionLives() {
        try (Ledger stale = open(node())) {
            TestServer.executeIn(url, "UPDATE esxsync.mirror SET epoch = epoch + 1");

            assertThrows(LedgerException.class, () -> append(stale, "stale"));

            assertEquals(List.of(), details(stale));
        }
    }

    @Test
    void aWriterThatOnlyLostItsConnectionIsWaitedFor() {
        Ledger cut = open(node());
        endWriters();
        long start = System.nanoTime();
        try (Ledger next = open(node())) {
            long seconds = (System.nanoTime() - start) / 1_000_000_000;

            assertTrue(seconds >= 3, "the next one came after " + seconds + " s");
            assertTakenOver(next);
            assertThrows(LedgerException.class, cut::requireWriter);
            assertThrows(LedgerException.class, () -> append(cut, "stale"));
        } finally {
            cut.close();
        }
    }

    private void endWriters() {
        TestServer.executeIn(
                url, "SELECT pg_terminate_backend(backend) FROM esxsync.mirror_writer");
    }

    @Test
    void mirrorsOfOneDatabaseHaveAWriterEach() {
        PostgresqlLedgerStore node = node();
        try (Ledger one = open(node);
                Ledger other = node.open(newDirectory(), Durability.FULL)) {
            append(one, "one");
            append(other, "other");
        }
    }

    private Path newDirectory() {
        Path other = directory.resolve("other");
        assertTrue(other.toFile().mkdir());
        return other;
    }

    @Test
    void aScheduledRunIsRememberedForAllNodes() {
        ScheduledRun begun = new ScheduledRun(NOON, false);
        try (Ledger ledger = open(node())) {
            assertEquals(Optional.empty(), ledger.scheduledRun());
            ledger.recordScheduledRun(begun);
        }
        try (Ledger ledger = open(node())) {
            assertEquals(Optional.of(begun), ledger.scheduledRun());
            ledger.recordScheduledRun(new ScheduledRun(NOON, true));
            assertEquals(Optional.of(new ScheduledRun(NOON, true)), ledger.scheduledRun());
        }
    }
}
