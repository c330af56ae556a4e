package org.esxsync.ledger.postgresql.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * The transactions on one mirror's rows. Who writes holds the row of the mirror, so that programs
 * on several machines write one after the other.
 */
public final class Database extends Transactions {

    /** All rows of a mirror, and what mirrors share. */
    private static final List<String> ALL =
            List.of(
                    "source_scan",
                    "patch",
                    "vib",
                    "document",
                    "publication",
                    "(SELECT published_file.* FROM published_file JOIN publication ON publication ="
                            + " number)",
                    "(SELECT verified_artifact.* FROM verified_artifact JOIN publication ON"
                            + " publication = number)",
                    "release_index",
                    "index_file",
                    "former_file",
                    "event",
                    "history_head",
                    "conclusion");

    private static final String MIRROR_LOCK =
            """
            SELECT set_config('esxsync.mirror', CAST(number AS TEXT), TRUE) AS mirror, %s AS durable
            FROM mirror WHERE number = ? FOR NO KEY UPDATE
            """;

    /** Where the server commits before the disk has it; what is stricter than that stays. */
    private static final String LOCK =
            MIRROR_LOCK.formatted(
                    """
                    CASE current_setting('synchronous_commit')
                        WHEN 'off' THEN set_config('synchronous_commit', 'on', TRUE) END
                    """);

    private static final String LOCK_RELAXED =
            MIRROR_LOCK.formatted("set_config('synchronous_commit', 'off', TRUE)");

    private final Pool pool;
    private final Path name;
    private final int mirror;
    private final @Nullable Durability durability;

    private Database(Pool pool, Path name, int mirror, @Nullable Durability durability) {
        this.pool = pool;
        this.name = name;
        this.mirror = mirror;
        this.durability = durability;
    }

    /**
     * @param name the file that names the ledger, for messages
     * @param mirror the number of the mirror
     */
    public static Database toWrite(Pool pool, Path name, int mirror, Durability durability) {
        return new Database(pool, name, mirror, durability);
    }

    /** As {@link #toWrite}. */
    public static Database toRead(Pool pool, Path name, int mirror) {
        return new Database(pool, name, mirror, null);
    }

    /** PostgreSQL checks each page as it reads it, and each text as it takes it apart. */
    @Override
    public void requireWhole() {
        visit(Database::readAll);
    }

    private static void readAll(Session session) throws SQLException {
        for (String rows : ALL) {
            session.first(
                    "SELECT count(CAST(each AS TEXT)) AS read FROM %s AS each".formatted(rows),
                    row -> row.number("read"));
        }
    }

    @Override
    protected Session beginWriting() throws SQLException {
        if (durability == null) {
            throw refusal("it was opened to read only");
        }
        return begin(false, session -> lock(session, durability));
    }

    @Override
    protected Session beginReading() throws SQLException {
        return begin(
                true,
                session ->
                        session.execute(
                                """
                                SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
                                SET LOCAL esxsync.mirror = %d
                                """
                                        .formatted(mirror)));
    }

    private Session begin(boolean isReader, Action beginning) throws SQLException {
        Session session = pool.take(isReader);
        try {
            beginning.run(session);
            return session;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    private void lock(Session session, Durability whatMayBeLost) throws SQLException {
        session.first(
                        whatMayBeLost == Durability.FULL ? LOCK : LOCK_RELAXED,
                        row -> row.text("mirror"),
                        mirror)
                .orElseThrow(
                        () -> refusal("it no longer knows this mirror; restore it from a backup"));
    }

    @Override
    protected void commit(Session session) throws SQLException {
        session.commit();
    }

    @Override
    protected void rollBack(Session session) throws SQLException {
        session.rollBack();
    }

    @Override
    protected void giveBack(Session session) throws SQLException {
        session.close();
    }

    /** The connections are of the pool, which goes on. */
    @Override
    protected void closeConnections() {}

    @Override
    protected LedgerException failure(SQLException error) {
        return DatabaseFailures.of(name, pool.address(), error);
    }

    @Override
    protected LedgerException refusal(String detail) {
        return DatabaseFailures.refusal(name, pool.address(), detail, null);
    }
}
