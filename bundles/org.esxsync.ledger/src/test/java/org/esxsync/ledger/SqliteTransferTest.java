package org.esxsync.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerPlace;
import org.esxsync.api.ledger.LedgerRows;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerTransfer;
import org.esxsync.ledger.database.Database;
import org.esxsync.ledger.database.Schema;
import org.esxsync.ledger.sql.LedgerName;
import org.esxsync.ledger.testkit.TransferContract;
import org.junit.jupiter.api.Test;

class SqliteTransferTest extends TransferContract {

    private final SqliteLedgerStore store = new SqliteLedgerStore();

    @Override
    protected LedgerStore store() {
        return store;
    }

    @Override
    protected LedgerTransfer transfer() {
        return store.transfer(LedgerPlace.FILE);
    }

    @Override
    protected LedgerStore targetStore() {
        return store;
    }

    @Override
    protected LedgerTransfer target() {
        return transfer();
    }

    @Override
    protected void putElsewhere(Path directory) {
        new LedgerName(UUID.randomUUID(), "jdbc:postgresql://db/x").write(directory);
    }

    @Override
    protected void changeDetail(long number, String detail) {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory + "/ledger.db");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER event_is_never_changed");
            statement.execute(
                    "UPDATE event SET detail = '%s' WHERE number = %d".formatted(detail, number));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLedgerThatIsInAFileAlreadyIsNotReplaced() {
        store.open(directory, Durability.FULL).close();
        List<LedgerRows> rows = rows(directory);

        String message =
                assertThrows(LedgerException.class, () -> transfer().take(directory, rows::forEach))
                        .getMessage();

        assertTrue(message.contains("in a file already"), message);
    }

    @Test
    void aLedgerOfTheFirstSchemaIsBroughtUpToDateBefore() {
        Schema first = new Schema(Schema.current().scripts().subList(0, 1));
        Path file = directory.resolve("ledger.db");
        try (Database database = Database.open(file, first, Durability.FULL)) {
            database.change(
                    session ->
                            session.execute(
                                    """
                                    INSERT INTO patch VALUES (7, 's', 'X', 'r', 'vi3', 'X', NULL,
                                        '', '', 'UNKNOWN', NULL, '2007-04-01T12:00:00.000Z',
                                        '2007-04-01T12:00:00.000Z');
                                    INSERT INTO platform VALUES (7, 1, 'esx', '3.0.1')
                                    """));
        }
        List<LedgerRows> rows = rows(directory);

        transfer().take(other, rows::forEach);

        assertEquals(List.of("patch"), rows.stream().map(LedgerRows::table).toList());
        assertTrue(rows.get(0).rows().get(0).contains("esx\t3.0.1\n"), rows::toString);
        assertTrue(Files.exists(other.resolve("ledger.db")));
        assertFalse(Files.exists(other.resolve("ledger.name")));
    }

    @Test
    void whereNoLedgerIsNothingIsCopiedOrMade() {
        assertThrows(LedgerException.class, () -> rows(directory));

        assertFalse(Files.exists(directory.resolve("ledger.db")));
    }

    @Test
    void theFormerFileIsSetAsideUnderANameThatTellsWhen() {
        store.open(directory, Durability.FULL).close();

        transfer().leaving(directory).run();

        List<String> files = Arrays.asList(directory.toFile().list());
        assertEquals(1, files.size(), files::toString);
        assertTrue(files.get(0).matches("ledger-former-\\d{8}T\\d{6}\\.\\d{3}Z\\.db"));
    }
}
