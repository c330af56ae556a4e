package org.esxsync.ledger.postgresql;

import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerRows;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerTransfer;
import org.esxsync.ledger.postgresql.database.Pool;
import org.esxsync.ledger.postgresql.database.Schema;
import org.esxsync.ledger.sql.LedgerName;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.esxsync.ledger.testkit.TransferContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestServer.class)
class PostgresqlTransferTest extends TransferContract {

    private String url;
    private Pool pool;
    private String targetUrl;
    private Pool targetPool;

    @BeforeEach
    void makeDatabases() {
        url = TestServer.newDatabase();
        pool = new Pool(Stores.address(url));
        targetUrl = TestServer.newDatabase();
        targetPool = new Pool(Stores.address(targetUrl));
        fillAnother();
    }

    /** The target has a mirror with numbers of its own, and a VIB that both have. */
    private void fillAnother() {
        try (Ledger another = targetStore().open(makeMirror("another"), Durability.FULL)) {
            another.recordPublication(
                    LedgerSamples.publication(
                            LedgerSamples.ESX_301, LedgerSamples.bulletin("s", "A")));
            another.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "another"));
        }
    }

    private Path makeMirror(String name) {
        try {
            return Files.createDirectories(
                    directory.getParent().resolveSibling(name).resolve(".esxsync"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        pool.close();
        targetPool.close();
    }

    @Override
    protected LedgerStore store() {
        return new PostgresqlLedgerStore(pool, pool, Schema.current());
    }

    @Override
    protected LedgerTransfer transfer() {
        return new PostgresqlTransfer(pool, Schema.current());
    }

    @Override
    protected LedgerStore targetStore() {
        return new PostgresqlLedgerStore(targetPool, targetPool, Schema.current());
    }

    @Override
    protected LedgerTransfer target() {
        return new PostgresqlTransfer(targetPool, Schema.current());
    }

    /** A mirror that names no database has its ledger elsewhere. */
    @Override
    protected void putElsewhere(Path directory) {}

    @Override
    protected void changeDetail(long number, String detail) {
        TestServer.executeIn(
                url,
                """
                SET search_path = esxsync;
                SET session_replication_role = replica;
                UPDATE mirror_event SET detail = '%s' WHERE number = %d
                """
                        .formatted(detail, number));
    }

    @Test
    void whatTheTargetHasOfOtherMirrorsStays() {
        fill();

        target().take(other, rows(directory)::forEach);

        try (Ledger another = targetStore().open(makeMirror("another"), Durability.FULL)) {
            assertEquals(1, another.history(9).size());
            assertEquals(1, another.publications(LedgerSamples.ESX_301).size());
        }
    }

    @Test
    void aCopyThatItsMirrorNeverCameToNameMakesRoomForTheNext() throws IOException {
        fill();
        List<LedgerRows> rows = rows(directory);
        target().take(other, rows::forEach);
        Files.delete(LedgerName.file(other));

        target().take(other, rows::forEach);

        targetStore().open(other, Durability.FULL).close();
    }

    @Test
    void aMirrorThatIsInTheTargetAlreadyIsRefused() throws IOException {
        fill();
        List<LedgerRows> rows = rows(directory);
        target().take(other, rows::forEach);

        assertRefused("in this database already", other, rows);
        assertRefused("has a ledger of this mirror already", makeMirror("third"), rows);
        try (Ledger copy = targetStore().open(other, Durability.FULL)) {
            copy.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "goes on"));
        }
        Files.delete(LedgerName.file(other));
        assertRefused("knows more than the one here", other, rows);
    }

    /** Such as one that was set up with a copy of the other one's files. */
    @Test
    void aMirrorThatWentItsOwnWayIsAnother() {
        fill();
        target().take(other, rows(directory)::forEach);
        try (Ledger copy = targetStore().open(other, Durability.FULL);
                Ledger original = store().open(directory, Durability.FULL)) {
            copy.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "one way"));
            original.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "another way"));
        }

        target().take(makeMirror("third"), rows(directory)::forEach);
    }

    @Test
    void aMirrorThatWasCopiedAwayIsNotKnownAnyMore() {
        store().open(directory, Durability.FULL).close();

        transfer().leaving(directory).run();

        String message =
                assertThrows(LedgerException.class, () -> store().openToRead(directory))
                        .getMessage();
        assertTrue(message.contains("it does not know this mirror"), message);
    }

    private void assertRefused(String word, Path mirror, List<LedgerRows> rows) {
        String message =
                assertThrows(LedgerException.class, () -> target().take(mirror, rows::forEach))
                        .getMessage();
        assertTrue(message.contains(word), message);
    }
}
