package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.util.List;
import org.esxsync.api.ledger.Scan;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.UtcText;

/** The last scan of each source. */
public final class ScanRows {

    private ScanRows() {}

    /** A scan that found nothing changed listed nothing: the mark stays where it was. */
    public static void record(Session session, Scan scan) throws SQLException {
        String at = UtcText.of(scan.at());
        session.update(
                """
                INSERT INTO source_scan (source, scanned_at, unchanged, listed_since, state)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (%s) DO UPDATE SET
                    scanned_at = excluded.scanned_at,
                    unchanged = excluded.unchanged,
                    listed_since = coalesce(excluded.listed_since, source_scan.listed_since),
                    state = excluded.state
                """
                        .formatted(session.dialect().key("source")),
                scan.source(),
                at,
                scan.unchanged(),
                scan.unchanged() ? null : at,
                scan.state());
    }

    public static List<Scan> all(Session session) throws SQLException {
        return session.all(
                "SELECT source, scanned_at, unchanged, state FROM source_scan ORDER BY source",
                row ->
                        new Scan(
                                row.text("source"),
                                row.instant("scanned_at"),
                                row.flag("unchanged"),
                                row.textOrNull("state")));
    }
}
