package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.util.Optional;
import org.esxsync.ledger.sql.session.Session;

/**
 * What was worked out from other tables: the table {@code conclusion}, whose rows triggers delete
 * when those change.
 */
public final class ConclusionRows {

    private ConclusionRows() {}

    public static void record(Session session, String name, String basis, String text)
            throws SQLException {
        session.update(
                """
                INSERT INTO conclusion (name, basis, text) VALUES (?, ?, ?)
                ON CONFLICT (%s) DO UPDATE SET basis = excluded.basis, text = excluded.text
                """
                        .formatted(session.dialect().key("name")),
                name,
                basis,
                text);
    }

    public static Optional<String> find(Session session, String name, String basis)
            throws SQLException {
        return session.first(
                "SELECT text FROM conclusion WHERE name = ? AND basis = ?",
                row -> row.text("text"),
                name,
                basis);
    }
}
