package org.esxsync.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists so many patches that they are read in several pieces. */
class ReadAheadTest {

    private static final List<String> IDS =
            IntStream.range(0, 2000).mapToObj("X-%04d"::formatted).toList();

    @TempDir private Path directory;
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = new SqliteLedgerStore().open(directory, Durability.FULL);
        ledger.inOneTransaction(
                () ->
                        IDS.forEach(
                                id ->
                                        ledger.recordSighting(
                                                LedgerSamples.bulletin("s", id),
                                                LedgerSamples.NOON)));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void allComeInOrderToAThreadThatWasInterruptedToo() {
        Thread.currentThread().interrupt();
        List<String> ids = ids();

        assertTrue(Thread.interrupted());
        assertEquals(IDS, ids);
    }

    @Test
    void aConsumerThatFailsInTheMidstEndsItAndTheNextListingWorks() {
        List<String> seen = new ArrayList<>();

        assertThrows(
                IllegalStateException.class,
                () ->
                        ledger.forEachPatch(
                                patch -> {
                                    seen.add(patch.patch().id());
                                    if (seen.size() == 1000) {
                                        throw new IllegalStateException("enough");
                                    }
                                }));

        assertEquals(IDS.subList(0, 1000), seen);
        assertEquals(IDS, ids());
    }

    @Test
    void aRowThatMakesNoSenseIsToldWhereverItStands() throws Exception {
        ledger.close();
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE patch SET artifacts = 'a b' WHERE number = 1900");
        }
        ledger = new SqliteLedgerStore().open(directory, Durability.FULL);
        List<String> seen = new ArrayList<>();

        LedgerException problem =
                assertThrows(
                        LedgerException.class,
                        () -> ledger.forEachPatch(patch -> seen.add(patch.patch().id())));

        assertTrue(problem.getMessage().contains("makes no sense"), problem.getMessage());
        assertEquals(IDS.subList(0, 1899), seen);
    }

    @Test
    void itsThreadEndsWithTheListing() throws InterruptedException {
        ids();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("esxsync-ledger")) {
                thread.join(10_000);
                assertFalse(thread.isAlive());
            }
        }
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        ledger.forEachPatch(patch -> ids.add(patch.patch().id()));
        return ids;
    }
}
