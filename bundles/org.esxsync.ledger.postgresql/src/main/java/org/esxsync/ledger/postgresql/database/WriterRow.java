package org.esxsync.ledger.postgresql.database;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.Session;

/**
 * The last writer of a mirror, as the table {@code mirror_writer} tells it. All times are by the
 * clock of the database, so that those of the machines may differ.
 *
 * @param epoch its number
 * @param writer who it is
 * @param backend the process of its connection in the server
 * @param isReleased whether it gave up its place itself
 */
record WriterRow(long epoch, LedgerWriter writer, long backend, boolean isReleased) {

    private static final String NOW =
            "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";

    private static final String READ =
            """
            SELECT epoch, host, process, backend, since, released,
                CAST(extract(epoch FROM clock_timestamp() - beat_at) * 1000 AS bigint) AS silence
            FROM mirror_writer WHERE mirror = ?
            """;

    private static final String ENTER =
            """
            INSERT INTO mirror_writer
                (mirror, epoch, host, process, backend, since, beat_at, released)
            VALUES (?, ?, ?, ?, pg_backend_pid(), %s, clock_timestamp(), FALSE)
            ON CONFLICT (mirror) DO UPDATE SET (epoch, host, process, backend, since, beat_at,
                    released)
                = (excluded.epoch, excluded.host, excluded.process, excluded.backend,
                    excluded.since, excluded.beat_at, excluded.released)
            """
                    .formatted(NOW);

    static Optional<WriterRow> read(Session session, int mirror) throws SQLException {
        return session.first(READ, WriterRow::of, mirror);
    }

    private static WriterRow of(Row row) throws SQLException {
        return new WriterRow(
                row.number("epoch"),
                new LedgerWriter(
                        "process %d on %s".formatted(row.number("process"), row.text("host")),
                        toSeconds(row.instant("since")),
                        Duration.ofMillis(Math.max(0, row.number("silence")))),
                row.number("backend"),
                row.flag("released"));
    }

    private static Instant toSeconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    /**
     * Enters this process as the writer. The row of the mirror is changed, too: a transaction of an
     * earlier epoch that waits for it finds another epoch there.
     *
     * @return its epoch
     */
    static long enter(Session session, int mirror) throws SQLException {
        long epoch =
                session.first(
                                "UPDATE mirror SET epoch = epoch + 1 WHERE number = ? RETURNING"
                                        + " epoch",
                                row -> row.number("epoch"),
                                mirror)
                        .orElseThrow(() -> new SQLException("the mirror is not there"));
        session.update(ENTER, mirror, epoch, host(), ProcessHandle.current().pid());
        // Nodes that download for an earlier one find nothing there, and stop.
        session.update("DELETE FROM mirror_download WHERE mirror = ?", mirror);
        return epoch;
    }

    static void release(Session session, int mirror, long epoch) throws SQLException {
        session.update(
                "UPDATE mirror_writer SET released = TRUE WHERE mirror = ? AND epoch = ?",
                mirror,
                epoch);
    }

    /** Whether another one need not wait any more. */
    boolean isOver() {
        return isReleased || writer.isGone();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this host";
        }
    }
}
