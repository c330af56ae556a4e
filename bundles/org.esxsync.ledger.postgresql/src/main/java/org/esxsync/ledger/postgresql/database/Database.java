package org.esxsync.ledger.postgresql.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Epoch;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerInUseException;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * The transactions on one mirror's rows. Who writes has the place of the mirror's writer, and holds
 * the row of the mirror in each transaction, with the epoch that it has there: a writer of an
 * earlier one records nothing more.
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
            FROM mirror WHERE number = ? AND epoch = ? FOR NO KEY UPDATE
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
    private final @Nullable Writer writer;
    private final Durability durability;

    private Database(
            Pool pool, Path name, int mirror, @Nullable Writer writer, Durability durability) {
        this.pool = pool;
        this.name = name;
        this.mirror = mirror;
        this.writer = writer;
        this.durability = durability;
    }

    /**
     * Takes the place of the mirror's writer; {@link #close} gives it up.
     *
     * @throws LedgerInUseException if another one has it
     */
    public static Database toWrite(WriterPlace place, Durability durability) {
        return new Database(place.pool(), place.name(), place.mirror(), place.take(), durability);
    }

    /**
     * @param name the file that names the ledger, for messages
     * @param mirror the number of the mirror
     */
    public static Database toRead(Pool pool, Path name, int mirror) {
        return new Database(pool, name, mirror, null, Durability.FULL);
    }

    /** The epoch of this writer. */
    public Epoch epoch() {
        return writer == null ? Epoch.ALONE : writer.epoch();
    }

    /**
     * Makes sure that this process is still the writer.
     *
     * @throws LedgerException if it is not, or never was
     */
    public void requireWriter() {
        writer().require();
    }

    /** Who writes now, or died while it did. */
    public Optional<LedgerWriter> lastWriter() {
        return read(session -> WriterRow.read(session, mirror))
                .filter(row -> !row.isReleased())
                .map(WriterRow::writer);
    }

    private Writer writer() {
        if (writer == null) {
            throw refusal("it was opened to read only");
        }
        return writer;
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

    /** On the writer's own connection, which holds the lock: where that is gone, all fails. */
    @Override
    protected Session beginWriting() throws SQLException {
        Session session = writer().session();
        try {
            lock(session);
            return session;
        } catch (Throwable e) {
            session.rollBack();
            throw e;
        }
    }

    @Override
    protected Session beginReading() throws SQLException {
        Session session = pool.take(true);
        try {
            session.execute(
                    """
                    SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
                    SET LOCAL esxsync.mirror = %d
                    """
                            .formatted(mirror));
            return session;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    /** The epoch is compared with the row that is locked, as it is when the lock comes. */
    private void lock(Session session) throws SQLException {
        boolean isLocked =
                session.first(
                                durability == Durability.FULL ? LOCK : LOCK_RELAXED,
                                row -> row.text("mirror"),
                                mirror,
                                epoch().number())
                        .isPresent();
        if (!isLocked) {
            LedgerException lost = writer().lostByNow();
            throw lost != null
                    ? lost
                    : refusal("it no longer knows this mirror; restore it from a backup");
        }
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
        if (session.isReader()) {
            session.close();
        }
    }

    /** The other connections are of the pool, which goes on. */
    @Override
    protected void closeConnections() {
        if (writer != null) {
            writer.release();
        }
    }

    /** Whoever takes over ends the connection of the writer before it. */
    @Override
    protected LedgerException failure(SQLException error) {
        LedgerException lost = writer == null ? null : writer.lostByNow();
        return lost != null ? lost : DatabaseFailures.of(name, pool.address(), error);
    }

    /** Who was frozen in its last step is told both: what is not known, and who took over. */
    @Override
    protected LedgerException failureOfCommit(SQLException error) {
        String lost = writer == null ? null : writer.whyLostByNow();
        return DatabaseFailures.ofCommit(name, pool.address(), error, lost);
    }

    @Override
    protected LedgerException refusal(String detail) {
        return DatabaseFailures.refusal(name, pool.address(), detail, null);
    }
}
