package org.esxsync.ledger.database;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.esxsync.api.ledger.Durability;
import org.esxsync.ledger.sql.session.Transactions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @Test
    void whatWentWrongFirstIsToldThoughTheTransactionIsGoneToo(@TempDir Path directory) {
        IllegalStateException reason = new IllegalStateException("first");
        try (Database database =
                Database.open(directory.resolve("ledger.db"), Schema.current(), Durability.FULL)) {
            Transactions.Action breaking =
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
