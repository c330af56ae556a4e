package org.esxsync.ledger.postgresql.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.ledger.postgresql.TestServer;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.tables.VibRows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that is frozen in the middle of a transaction has rows that others want to change. */
@ExtendWith(TestServer.class)
class FrozenNodeTest {

    private static final Path NAME = Path.of("ledger.name");

    private Pool pool;
    private Mirrors mirrors;
    private WriterPlace place;

    @BeforeEach
    void makeMirror() {
        pool = new Pool(Address.of("pid", "ledger", TestServer.newDatabase(), "postgres", ""));
        mirrors = new Mirrors(pool, Schema.current(), NAME);
        mirrors.bringUpToDate();
        place = newMirror();
        assertWriterHasEpoch(1);
    }

    private WriterPlace newMirror() {
        UUID id = UUID.randomUUID();
        int number = mirrors.add(id, Instant.EPOCH, new Home("a", "/mirror"));
        return new WriterPlace(pool, NAME, number, id);
    }

    @AfterEach
    void closeConnections() {
        pool.close();
    }

    private void assertWriterHasEpoch(long number) {
        try (Database writer = Database.toWrite(place, Durability.FULL)) {
            assertEquals(number, writer.epoch().number());
        }
    }

    @Test
    void aSignOfLifeThatIsNotCommittedDoesNotKeepOthersFromWriting() throws SQLException {
        Session frozen = pool.connectBriefly(3);
        frozen.update("UPDATE mirror_writer SET beat_at = clock_timestamp()");

        assertWriterHasEpoch(2);

        assertThrows(SQLException.class, frozen::commit);
    }

    @Test
    void aReportThatIsNotCommittedDoesNotKeepOthersFromWriting() {
        assertThrows(
                LedgerOutageException.class,
                () ->
                        mirrors.change(
                                session -> {
                                    session.update("UPDATE mirror SET in_use = TRUE");
                                    assertWriterHasEpoch(2);
                                    return true;
                                }));
    }

    @Test
    void aPatchThatIsNotCommittedDoesNotKeepItsVibsFromOtherMirrors() {
        Map<String, String> vibs = Map.of("0".repeat(64), "{}");
        try (Database frozen = Database.toWrite(place, Durability.FULL);
                Database other = Database.toWrite(newMirror(), Durability.FULL)) {
            assertThrows(
                    LedgerOutageException.class,
                    () ->
                            frozen.write(
                                    session -> {
                                        VibRows.enterTexts(session, vibs);
                                        assertEquals(1, enter(other, vibs));
                                        return true;
                                    }));
        }
    }

    private static int enter(Database mirror, Map<String, String> vibs) {
        return mirror.write(session -> VibRows.enterTexts(session, vibs)).size();
    }
}
