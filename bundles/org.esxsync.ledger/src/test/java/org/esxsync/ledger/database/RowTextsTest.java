package org.esxsync.ledger.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.esxsync.ledger.sql.session.Dialect;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.junit.jupiter.api.Test;

/** SQLite reads rows as they were told. */
class RowTextsTest {

    private static List<String> read(RowTexts rows, String column) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Session session = new Session(connection, new Dialect("", ""), true)) {
            return session.all(
                    "SELECT quote(%s) AS text FROM json_each(?)".formatted(column),
                    row -> row.text("text"),
                    rows.toString());
        }
    }

    @Test
    void textsNumbersTruthAndNothingStayWhatTheyAre() throws SQLException {
        RowTexts rows = new RowTexts().add("a", 1, true, null).add("2", -3L, false, "null");

        assertEquals(List.of("'a'", "'2'"), read(rows, "value ->> 0"));
        assertEquals(List.of("1", "-3"), read(rows, "value ->> 1"));
        assertEquals(List.of("1", "0"), read(rows, "value ->> 2"));
        assertEquals(List.of("NULL", "'null'"), read(rows, "value ->> 3"));
        assertEquals(List.of(), read(new RowTexts(), "value"));
    }

    @Test
    void theLargestNumbersStayWhole() throws SQLException {
        RowTexts rows = new RowTexts().add(Long.MAX_VALUE, Long.MIN_VALUE);

        assertEquals(List.of(Long.toString(Long.MAX_VALUE)), read(rows, "value ->> 0"));
        assertEquals(List.of(Long.toString(Long.MIN_VALUE)), read(rows, "value ->> 1"));
    }

    @Test
    void allCharactersOfTextsStay() throws SQLException {
        String text = "quote \" back \\ slash / tab \t line \n bell \u0007 ß € \uD83D\uDE00 [1,2]}";
        RowTexts rows = new RowTexts().add(text, "'");

        assertEquals(List.of("'" + text + "'"), read(rows, "value ->> 0"));
        assertEquals(List.of("''''"), read(rows, "value ->> 1"));
    }

    @Test
    void whatSqliteWouldCutOffOrTurnIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RowTexts().add("a\0b"));
        assertThrows(IllegalArgumentException.class, () -> new RowTexts().add(1.5));
    }
}
