package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryBreak;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.sql.session.Cursor;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.jspecify.annotations.Nullable;

/** The history: its rows are numbered without gaps and chained by hash. */
public final class EventRows {

    private record Link(long number, String hash) {

        static final Link START = new Link(0, "0".repeat(64));
    }

    private record Stored(EventRow event, String hash) {}

    private EventRows() {}

    /** What was written last is read, and what will have been is written, once. */
    public static void append(Session session, List<Event> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        Link last =
                session.first(
                                "SELECT number, hash FROM event ORDER BY number DESC LIMIT 1",
                                EventRows::link)
                        .orElse(Link.START);
        RowTexts rows = new RowTexts();
        for (Event event : events) {
            last = add(rows, event, last);
        }
        session.update(
                """
                INSERT INTO event (number, at, kind, source, patch_id, patch_revision, release,
                    detail, hash)
                SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, value ->> 2, value ->> 3,
                    value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8
                FROM json_each(?) ORDER BY key
                """,
                rows.toString());
        session.update(
                """
                INSERT INTO history_head ("only", number, hash) VALUES (1, ?, ?)
                ON CONFLICT (%s) DO UPDATE SET number = excluded.number, hash = excluded.hash
                """
                        .formatted(session.dialect().key("\"only\"")),
                last.number(),
                last.hash());
    }

    private static Link add(RowTexts rows, Event event, Link last) {
        EventRow row = EventRow.of(last.number() + 1, event);
        String hash = row.hashAfter(last.hash());
        rows.add(
                row.number(),
                row.at(),
                row.kind(),
                row.source(),
                row.patchId(),
                row.patchRevision(),
                row.release(),
                row.detail(),
                hash);
        return new Link(row.number(), hash);
    }

    public static List<HistoryEntry> newest(Session session, int limit) throws SQLException {
        return session.all(
                """
                SELECT * FROM (SELECT * FROM event ORDER BY number DESC LIMIT ?) AS newest
                ORDER BY number
                """,
                row -> EventRow.read(row).toEntry(),
                limit);
    }

    public static Optional<Event> last(
            Session session, Event.Kind kind, EsxRelease release, PatchKey patch)
            throws SQLException {
        return session.first(
                """
                SELECT * FROM event
                WHERE patch_id = ? AND patch_revision = ? AND release = ? AND kind = ?
                ORDER BY number DESC LIMIT 1
                """,
                row -> EventRow.read(row).toEntry().event(),
                patch.id(),
                patch.revision(),
                release.toString(),
                kind.name());
    }

    /** Goes back from the newest event; those that are asked for are seldom far. */
    public static Optional<Event> last(
            Session session, Set<Event.Kind> kinds, @Nullable String source) throws SQLException {
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        List<@Nullable Object> values = new ArrayList<>();
        kinds.forEach(kind -> values.add(kind.name()));
        values.add(source);
        values.add(source);
        return session.first(
                """
                SELECT * FROM event WHERE kind IN (%s) AND (CAST(? AS TEXT) IS NULL OR source = ?)
                ORDER BY number DESC LIMIT 1
                """
                        .formatted(String.join(", ", Collections.nCopies(kinds.size(), "?"))),
                row -> EventRow.read(row).toEntry().event(),
                values.toArray());
    }

    /** Looks for the first event that was changed or removed. */
    public static Optional<HistoryBreak> firstBreak(Session session) throws SQLException {
        try (Cursor<Stored> events =
                session.query(
                        "SELECT * FROM event ORDER BY number",
                        row -> new Stored(EventRow.read(row), row.text("hash")))) {
            Link last = Link.START;
            while (events.next()) {
                Stored stored = events.current();
                long expected = last.number() + 1;
                if (stored.event().number() != expected) {
                    return Optional.of(new HistoryBreak(expected, "it is missing"));
                }
                if (!stored.event().hashAfter(last.hash()).equals(stored.hash())) {
                    return Optional.of(new HistoryBreak(expected, "it is not as it was written"));
                }
                last = new Link(expected, stored.hash());
            }
            return breakAtEnd(session, last);
        }
    }

    /** Compares the last event with the one that was written last. */
    private static Optional<HistoryBreak> breakAtEnd(Session session, Link last)
            throws SQLException {
        Link head = head(session);
        if (head.equals(last)) {
            return Optional.empty();
        }
        return Optional.of(
                head.number() > last.number()
                        ? new HistoryBreak(last.number() + 1, "it is missing, as all after it")
                        : new HistoryBreak(head.number() + 1, "it was not written by ESX Sync"));
    }

    private static Link head(Session session) throws SQLException {
        return session.first("SELECT number, hash FROM history_head", EventRows::link)
                .orElse(Link.START);
    }

    private static Link link(Row row) throws SQLException {
        return new Link(row.number("number"), row.text("hash"));
    }
}
