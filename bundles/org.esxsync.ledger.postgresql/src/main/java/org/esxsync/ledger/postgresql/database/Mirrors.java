package org.esxsync.ledger.postgresql.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.MirrorReport;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.Transactions;
import org.esxsync.ledger.sql.session.UtcText;

/** The mirrors whose ledgers a database has: the table {@code mirror}. */
public final class Mirrors {

    private final Pool pool;
    private final Schema schema;
    private final Path name;

    /**
     * @param name the file that names the ledger, for messages
     */
    public Mirrors(Pool pool, Schema schema, Path name) {
        this.pool = pool;
        this.schema = schema;
        this.name = name;
    }

    /**
     * Brings the tables up to date, and makes them where there are none.
     *
     * @throws LedgerException if they are another program's, or of a newer version
     */
    public void bringUpToDate() {
        change(
                session -> {
                    schema.bringUpToDate(pool, name, session);
                    return true;
                });
    }

    /**
     * @throws LedgerException if the tables are not those of this version
     */
    public void requireUpToDate() {
        inTransaction(
                session -> {
                    schema.requireUpToDate(pool, name, session);
                    return true;
                });
    }

    /** Adds a mirror, and returns its number. */
    public int add(UUID id, Instant now, Home home) {
        return change(session -> add(session, id, now, home, true));
    }

    /** Adds a mirror that is not in use yet, and returns its number. */
    int addUnused(UUID id, Instant now, Home home) {
        return change(session -> add(session, id, now, home, false));
    }

    private static int add(Session session, UUID id, Instant now, Home home, boolean isInUse)
            throws SQLException {
        return session.first(
                        """
                        INSERT INTO mirror (id, made_at, host, directory, in_use)
                        VALUES (?, ?, ?, ?, ?) RETURNING number
                        """,
                        row -> (int) row.number("number"),
                        id,
                        UtcText.of(now),
                        home.host(),
                        home.directory(),
                        isInUse)
                .orElseThrow();
    }

    /** Records how a mirror stands. */
    public void report(UUID id, Home home, MirrorReport report) {
        change(
                session -> {
                    MirrorReports.record(session, id, home, report);
                    return true;
                });
    }

    /** All mirrors that are in use, by host and directory. */
    public List<ReportedMirror> all() {
        return inTransaction(MirrorReports::all);
    }

    /** Whether the database has a mirror. */
    public boolean has(UUID id) {
        return inTransaction(session -> number(session, id)).isPresent();
    }

    /**
     * Says of a replica that it lags, in place of that the mirror is not known.
     *
     * @throws LedgerException if the database does not have the mirror
     */
    public void requireCaughtUp(UUID id) {
        if (!has(id)) {
            throw refusal(
                    "the replica of ledger.read= does not have this mirror (%s) yet; wait until it has caught up, or take that key out"
                            .formatted(id));
        }
    }

    /** Marks a mirror as one whose ledger is elsewhere now. */
    public void leave(UUID id) {
        change(session -> session.update("UPDATE mirror SET in_use = FALSE WHERE id = ?", id));
    }

    /**
     * The number of a mirror.
     *
     * @param named where its ledger was when it was made
     * @throws LedgerException if the database does not know it
     */
    public int number(UUID id, String named) {
        return inTransaction(session -> number(session, id))
                .orElseThrow(
                        () ->
                                refusal(
                                        "it does not know this mirror (%s), whose ledger was made in %s; give the address of that, restore it from a backup, or remove the file if neither is to be had: the next sync then takes up what stands in the mirror, without the history"
                                                .formatted(id, named)));
    }

    private static Optional<Integer> number(Session session, UUID id) throws SQLException {
        return session.first(
                "SELECT number FROM mirror WHERE id = ? AND in_use",
                row -> (int) row.number("number"),
                id);
    }

    LedgerException refusal(String detail) {
        return DatabaseFailures.refusal(name, pool.address(), detail, null);
    }

    Path name() {
        return name;
    }

    /** A process that is frozen in the middle of it does not hold up who takes over for long. */
    <T> T change(Transactions.Work<T> work) {
        return inTransaction(
                session -> {
                    session.execute("SET LOCAL idle_in_transaction_session_timeout = '5s'");
                    return work.run(session);
                });
    }

    <T> T inTransaction(Transactions.Work<T> work) {
        try (Session session = pool.take(false)) {
            T result = work.run(session);
            session.commit();
            return result;
        } catch (SQLException e) {
            throw DatabaseFailures.of(name, pool.address(), e);
        }
    }
}
