package org.esxsync.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.ledger.testkit.HistoryChainContract;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteHistoryTest extends HistoryChainContract {

    @Override
    protected LedgerStore store() {
        return new SqliteLedgerStore();
    }

    @Override
    protected void changeDetail(long number, String detail) throws SQLException {
        tamper(
                "UPDATE event SET detail = '%s' WHERE number = %d"
                        .formatted(detail.replace("'", "''"), number));
    }

    @Override
    protected void remove(long number) throws SQLException {
        tamper("DELETE FROM event WHERE number = " + number);
    }

    @Override
    protected void renumber(long from, long to) throws SQLException {
        tamper("UPDATE event SET number = %d WHERE number = %d".formatted(to, from));
    }

    @Override
    protected void copy(long from, long to) throws SQLException {
        execute(
                """
                INSERT INTO event SELECT %d, at, kind, source, patch_id, patch_revision, release,
                    detail, hash FROM event WHERE number = %d
                """
                        .formatted(to, from));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET detail = 'all is well' WHERE number = 1",
                "DELETE FROM event WHERE number = 1",
                "INSERT OR REPLACE INTO event SELECT number, at, kind, source, patch_id,"
                        + " patch_revision, release, 'all is well', hash FROM event"
            })
    void theDatabaseItselfRefusesToChangeTheHistory(String sql) {
        ledger.append(Event.ofRun(LedgerSamples.NOON, Event.Kind.SYNC_STARTED, "it's"));

        String refused = assertThrows(SQLException.class, () -> execute(sql)).getMessage();

        assertTrue(
                refused.contains("the history is never")
                        || refused.contains("the number after the last one"),
                refused);
        assertEquals(Optional.empty(), ledger.firstBreak());
    }

    private void tamper(String sql) throws SQLException {
        execute("DROP TRIGGER IF EXISTS event_is_never_changed");
        execute("DROP TRIGGER IF EXISTS event_is_never_removed");
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
