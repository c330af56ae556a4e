package org.esxsync.ledger;

import static org.esxsync.ledger.Samples.ESXI_65;
import static org.esxsync.ledger.Samples.ESX_301;
import static org.esxsync.ledger.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Event.Kind;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.PatchKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private static final PatchKey PATCH = new PatchKey("ESX-1006980", "0123456789abcdef");
    private static final Event STARTED = Event.ofRun(NOON, Kind.SYNC_STARTED, "it's");
    private static final Event SCANNED = Event.ofSource(NOON, Kind.SOURCE_SCANNED, "vmware", "");
    private static final Event FAILED =
            new Event(NOON.plusMillis(7), Kind.PATCH_FAILED, "vmware", PATCH, ESX_301, "404");

    @TempDir private Path directory;
    private SqliteLedger ledger;

    @BeforeEach
    void open() {
        ledger = (SqliteLedger) new SqliteLedgerStore().open(directory, Durability.FULL);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theNewestEventsComeOldestFirst() {
        appendAll();

        assertEquals(
                List.of(new HistoryEntry(2, SCANNED), new HistoryEntry(3, FAILED)),
                ledger.history(2));
        assertEquals(3, ledger.history(100).size());
        assertEquals(List.of(), ledger.history(0));
        assertThrows(IllegalArgumentException.class, () -> ledger.history(-1));
    }

    @Test
    void numbersHaveNoGapsAfterATransactionThatFailed() {
        ledger.append(STARTED);
        assertThrows(
                IllegalStateException.class,
                () ->
                        ledger.inOneTransaction(
                                () -> {
                                    ledger.append(SCANNED);
                                    throw new IllegalStateException("interrupted");
                                }));
        ledger.append(FAILED);

        assertEquals(
                List.of(new HistoryEntry(1, STARTED), new HistoryEntry(2, FAILED)),
                ledger.history(9));
    }

    @Test
    void theLastEventOfAPatchIsThatOfItsKindReleaseAndRevision() {
        Event again = new Event(NOON.plusSeconds(1), Kind.PATCH_FAILED, null, PATCH, ESX_301, "x");
        appendAll();
        ledger.append(again);
        ledger.append(new Event(NOON, Kind.PATCH_CONFLICT, null, PATCH, ESX_301, "y"));

        assertEquals(Optional.of(again), ledger.lastEvent(Kind.PATCH_FAILED, ESX_301, PATCH));
        assertEquals(Optional.empty(), ledger.lastEvent(Kind.PATCH_FAILED, ESXI_65, PATCH));
        assertEquals(
                Optional.empty(),
                ledger.lastEvent(Kind.PATCH_FAILED, ESX_301, new PatchKey(PATCH.id(), "other")));
    }

    @Test
    void theLastEventOfSomeKindsIsFoundForASourceOrForAll() {
        Set<Kind> kinds = Set.of(Kind.SOURCE_SCANNED, Kind.SOURCE_FAILED);
        Event other = Event.ofSource(NOON, Kind.SOURCE_FAILED, "depot", "no answer");
        appendAll();
        ledger.append(other);

        assertEquals(Optional.of(SCANNED), ledger.lastEvent(kinds, "vmware"));
        assertEquals(Optional.of(other), ledger.lastEvent(kinds, null));
        assertEquals(Optional.empty(), ledger.lastEvent(Set.of(Kind.SYNC_FINISHED), null));
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        ledger.append(
                Event.ofRun(Instant.parse("2007-04-01T12:00:00.123456Z"), Kind.SYNC_STARTED, ""));

        assertEquals(
                Instant.parse("2007-04-01T12:00:00.123Z"), ledger.history(1).get(0).event().at());
    }

    @Test
    void theDatabaseItselfRefusesToChangeTheHistory() {
        appendAll();

        assertRefused("UPDATE event SET detail = 'all is well' WHERE number = 3");
        assertRefused("DELETE FROM event WHERE number = 3");
        assertRefused(
                "INSERT OR REPLACE INTO event SELECT number, at, kind, source, patch_id,"
                        + " patch_revision, release, 'all is well', hash FROM event");
        assertEquals(Optional.empty(), ledger.firstBreak());
    }

    @Test
    void aChangedEventIsFound() throws SQLException {
        appendAll();
        tamper("UPDATE event SET detail = 'all is well' WHERE number = 2");

        assertEquals(2, ledger.firstBreak().orElseThrow().number());
    }

    @Test
    void aRemovedEventIsFound() throws SQLException {
        appendAll();
        tamper("DELETE FROM event WHERE number = 1");

        assertEquals(1, ledger.firstBreak().orElseThrow().number());
    }

    @Test
    void anEventThatWasRemovedAndHiddenByNewNumbersIsFound() throws SQLException {
        appendAll();
        tamper("DELETE FROM event WHERE number = 2; UPDATE event SET number = 2 WHERE number = 3");

        assertEquals(2, ledger.firstBreak().orElseThrow().number());
    }

    @Test
    void eventsThatWereCutOffAreMissed() throws SQLException {
        appendAll();
        tamper("DELETE FROM event WHERE number >= 2");

        assertEquals(2, ledger.firstBreak().orElseThrow().number());
    }

    @Test
    void anEventThatSomebodyElseAddedIsFound() throws SQLException {
        appendAll();
        execute(
                "INSERT INTO event SELECT 4, at, kind, source, patch_id, patch_revision, release,"
                        + " detail, hash FROM event WHERE number = 3");

        assertEquals(4, ledger.firstBreak().orElseThrow().number());
    }

    private void appendAll() {
        ledger.append(STARTED);
        ledger.append(SCANNED);
        ledger.append(FAILED);
    }

    private void assertRefused(String sql) {
        SQLException refused = assertThrows(SQLException.class, () -> execute(sql));
        assertTrue(
                refused.getMessage().contains("the history is never")
                        || refused.getMessage().contains("the number after the last one"),
                refused.getMessage());
    }

    private void tamper(String sql) throws SQLException {
        execute("DROP TRIGGER event_is_never_changed; DROP TRIGGER event_is_never_removed");
        execute(sql);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
