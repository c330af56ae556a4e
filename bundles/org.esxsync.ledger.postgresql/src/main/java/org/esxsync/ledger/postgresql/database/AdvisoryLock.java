package org.esxsync.ledger.postgresql.database;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.esxsync.ledger.sql.session.Session;

/**
 * The lock that a mirror's writer holds: one of PostgreSQL's, which belongs to a connection and
 * ends with it.
 *
 * @param key which one, among those of the database
 */
record AdvisoryLock(long key) {

    private static final String HOLDERS =
            """
            FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND objsubid = 1
                AND pg_locks.database =
                    (SELECT oid FROM pg_database WHERE datname = current_database())
                AND ((CAST(classid AS bigint) << 32) | CAST(objid AS bigint)) = ?
            """;

    /** By the mirror's id, since several schemas of one database count their mirrors from 1. */
    static AdvisoryLock of(UUID mirror) {
        return new AdvisoryLock(mirror.getMostSignificantBits() ^ mirror.getLeastSignificantBits());
    }

    /** Takes it for the connection, if it is free. */
    boolean tryLock(Session session) throws SQLException {
        return session.first(
                        "SELECT pg_try_advisory_lock(?) AS locked", row -> row.flag("locked"), key)
                .orElse(false);
    }

    /** A condition that a connection holds it; its parameters are the lock's and the backend's. */
    static String isHeldBy() {
        return "EXISTS (SELECT 1 %s AND pid = ?)".formatted(HOLDERS);
    }

    /**
     * Ends the connection that holds it: that of a writer that is over, or one that took it and did
     * nothing since, as a process does that was frozen just then.
     *
     * @param backend of the writer that is over; 0 for none
     */
    void end(Session session, long backend) throws SQLException {
        List<Boolean> ended =
                session.all(
                        """
                        SELECT pg_terminate_backend(pid) AS ended %s
                            AND (pid = ? OR state_change < clock_timestamp() - interval '5 s')
                        """
                                .formatted(HOLDERS),
                        row -> row.flag("ended"),
                        key,
                        backend);
        if (ended.contains(false)) {
            throw new SQLException("a connection that should end does not");
        }
    }
}
