package org.esxsync.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    private static final Schema CURRENT = Schema.current();

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void make() {
        file = directory.resolve("ledger.db");
        Database.open(file, CURRENT, Durability.FULL).close();
    }

    @Test
    void anOlderLedgerIsBroughtUpToDateAndKeepsItsRows() {
        try (Database old = Database.open(file, CURRENT, Durability.FULL)) {
            old.change(
                    session ->
                            PatchRows.recordSighting(
                                    session, Samples.bare("s", "X"), Samples.NOON));
        }

        try (Database database =
                Database.open(file, with("ALTER TABLE patch ADD note TEXT;"), Durability.FULL)) {
            assertEquals(
                    List.of("X"),
                    database.read(
                            session ->
                                    session.all(
                                            "SELECT id FROM patch WHERE note IS NULL",
                                            row -> row.text("id"))));
        }
    }

    @Test
    void aMigrationThatFailsLeavesTheOldLedger() {
        assertThrows(
                LedgerException.class,
                () ->
                        Database.open(
                                file,
                                with("DROP TABLE event; CREATE TABLE patch (x);"),
                                Durability.FULL));

        try (Database database = Database.open(file, CURRENT, Durability.FULL)) {
            assertEquals(
                    Optional.of(0L),
                    database.read(
                            session ->
                                    session.first(
                                            "SELECT count(*) AS n FROM event",
                                            row -> row.number("n"))));
        }
    }

    @Test
    void aMigrationIsTriedOnACopyThatDoesNotStay() {
        Database.open(file, with("ALTER TABLE patch ADD note TEXT;"), Durability.FULL).close();

        assertEquals(List.of("ledger.db"), List.of(directory.toFile().list()));
    }

    @Test
    void anOlderLedgerIsNotChangedByLooking() {
        LedgerException refused =
                assertThrows(
                        LedgerException.class,
                        () -> Database.openToRead(file, with("DROP TABLE event;")));

        assertTrue(refused.getMessage().contains("older version"), refused.getMessage());
    }

    @Test
    void everyTableCarriesARemarkThatTheSqliteProgramShows() {
        try (Database database = Database.open(file, CURRENT, Durability.FULL)) {
            List<String> tables =
                    database.read(
                            session ->
                                    session.all(
                                            "SELECT sql FROM sqlite_schema WHERE type = 'table'",
                                            row -> row.text("sql")));
            assertTrue(
                    tables.stream().allMatch(sql -> sql.contains("\n    -- ")), tables::toString);
        }
    }

    private static Schema with(String script) {
        List<String> scripts = new ArrayList<>(CURRENT.scripts());
        scripts.add(script);
        return new Schema(scripts);
    }
}
