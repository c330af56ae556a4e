package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.UtcText;

/** What the documents of sources list: the table {@code document}. */
public final class DocumentRows {

    /** How many patches are asked for at once. */
    private static final int MOST = 200;

    private DocumentRows() {}

    public static Set<String> names(Session session, String source) throws SQLException {
        return Set.copyOf(
                session.all(
                        "SELECT name FROM document WHERE source = ?",
                        row -> row.text("name"),
                        source));
    }

    public static List<PatchKey> patches(Session session, String source, String name)
            throws SQLException {
        return session.all(
                """
                SELECT id, revision FROM patch WHERE number IN (
                    SELECT CAST(value AS BIGINT) FROM document, json_each('[' || patches || ']')
                    WHERE source = ? AND name = ?)
                """,
                row -> row.patchKey(),
                source,
                name);
    }

    public static void recordAgain(
            Session session, String source, Collection<String> names, Instant at)
            throws SQLException {
        for (String name : names) {
            session.update(
                    """
                    UPDATE patch SET last_seen = ? WHERE number IN (
                        SELECT CAST(value AS BIGINT) FROM document, json_each('[' || patches || ']')
                        WHERE source = ? AND name = ?)
                    """,
                    UtcText.of(at),
                    source,
                    name);
        }
        for (String known : names(session, source)) {
            if (!names.contains(known)) {
                session.update("DELETE FROM document WHERE source = ? AND name = ?", source, known);
            }
        }
    }

    /**
     * @throws IllegalArgumentException if the source never listed one of the patches
     */
    public static void record(
            Session session, String source, Map<String, ? extends Collection<PatchKey>> documents)
            throws SQLException {
        RowTexts rows = new RowTexts();
        for (Map.Entry<String, ? extends Collection<PatchKey>> each : documents.entrySet()) {
            rows.add(each.getKey(), numbers(session, source, List.copyOf(each.getValue())));
        }
        session.update(
                """
                INSERT INTO document (source, name, patches)
                SELECT ?, entry.value ->> 0, entry.value ->> 1 FROM json_each(?) AS entry WHERE TRUE
                ON CONFLICT (%s) DO UPDATE SET patches = excluded.patches
                """
                        .formatted(session.dialect().key("source, name")),
                source,
                rows.toString());
    }

    private static String numbers(Session session, String source, List<PatchKey> keys)
            throws SQLException {
        List<String> numbers = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MOST) {
            List<PatchKey> part = keys.subList(from, Math.min(from + MOST, keys.size()));
            for (long number : PatchRows.numbers(session, source, part)) {
                numbers.add(Long.toString(number));
            }
        }
        return String.join(",", numbers);
    }
}
