package org.esxsync.ledger.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.ledger.sql.LedgerName;
import org.esxsync.ledger.testkit.HistoryChainContract;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestServer.class)
class PostgresqlHistoryTest extends HistoryChainContract {

    private static String url;
    private static PostgresqlLedgerStore store;

    @BeforeAll
    static void open() {
        url = TestServer.newDatabase();
        store = Stores.of(url);
    }

    @AfterAll
    static void close() {
        Stores.close(store);
    }

    @Override
    protected LedgerStore store() {
        return store;
    }

    @Override
    protected void changeDetail(long number, String detail) {
        tamper(
                "UPDATE event SET detail = '%s' WHERE number = %d"
                        .formatted(detail.replace("'", "''"), number));
    }

    @Override
    protected void remove(long number) {
        tamper("DELETE FROM event WHERE number = " + number);
    }

    @Override
    protected void renumber(long from, long to) {
        tamper("UPDATE event SET number = %d WHERE number = %d".formatted(to, from));
    }

    @Override
    protected void copy(long from, long to) {
        execute(
                """
                INSERT INTO event (number, at, kind, source, patch_id, patch_revision, release,
                    detail, hash)
                SELECT %d, at, kind, source, patch_id, patch_revision, release, detail, hash
                FROM event WHERE number = %d
                """
                        .formatted(to, from));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET detail = 'all is well' WHERE number = 1",
                "DELETE FROM event WHERE number = 1",
                "TRUNCATE mirror_event",
                "INSERT INTO event SELECT * FROM event",
            })
    void theDatabaseItselfRefusesToChangeTheHistory(String sql) {
        ledger.append(Event.ofRun(LedgerSamples.NOON, Event.Kind.SYNC_STARTED, "it's"));

        String refused = assertThrows(AssertionError.class, () -> execute(sql)).getMessage();

        assertTrue(
                refused.contains("the history is never")
                        || refused.contains("the number after the last one"),
                refused);
        assertEquals(Optional.empty(), ledger.firstBreak());
    }

    private void tamper(String sql) {
        execute("SET session_replication_role = replica; " + sql);
    }

    private void execute(String sql) {
        TestServer.executeIn(
                url,
                """
                SET search_path = esxsync;
                SELECT set_config('esxsync.mirror', number::text, false) FROM mirror
                WHERE id = '%s';
                %s
                """
                        .formatted(LedgerName.read(directory).orElseThrow().mirror(), sql));
    }
}
