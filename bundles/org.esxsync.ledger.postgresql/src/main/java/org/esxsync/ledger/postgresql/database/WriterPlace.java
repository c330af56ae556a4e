package org.esxsync.ledger.postgresql.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.esxsync.api.ledger.Epoch;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerInUseException;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.ledger.sql.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a mirror's writer, of which there is one among all machines. Whoever takes it holds
 * an advisory lock by the connection on which it writes, and raises the epoch.
 *
 * <p>A writer that gives no sign of life for {@link LedgerWriter#LONGEST_SILENCE} loses its
 * connection to whoever wants the place, and with it the lock and all that it had not committed. If
 * the lock is free, and the last writer did not give up its place and was alive until a moment ago,
 * the new one takes it at once and waits until the time is over that the last one may believe to
 * have: it may have lost nothing but its connection.
 *
 * @param pool the database
 * @param name the file that names the ledger, for messages
 * @param mirror the number of the mirror
 * @param id the mirror's id
 */
public record WriterPlace(Pool pool, Path name, int mirror, UUID id) {

    private static final Logger LOG = LoggerFactory.getLogger(WriterPlace.class);

    /** PostgreSQL ends a connection at once, or as soon as a statement comes to a point to. */
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private static final long PAUSE_MILLIS = 100;

    /**
     * Takes the place.
     *
     * @throws LedgerInUseException if a writer is there that lives
     */
    Writer take() {
        Session session = connect();
        try {
            Writer writer = take(session);
            session = null;
            return writer;
        } catch (SQLException e) {
            throw DatabaseFailures.of(name, pool.address(), e);
        } finally {
            if (session != null) {
                pool.end(session);
            }
        }
    }

    private Session connect() {
        try {
            return pool.connect();
        } catch (SQLException e) {
            throw DatabaseFailures.of(name, pool.address(), e);
        }
    }

    private Writer take(Session session) throws SQLException {
        AdvisoryLock lock = AdvisoryLock.of(id);
        long end = System.nanoTime() + LONGEST_END.toNanos();
        while (!lock.tryLock(session)) {
            Optional<WriterRow> holder = WriterRow.read(session, mirror);
            if (holder.isPresent() && !holder.get().isOver()) {
                throw new LedgerInUseException(name, holder.get().writer().toString());
            }
            endHolder(session, lock, holder.map(WriterRow::backend).orElse(0L));
            if (System.nanoTime() > end) {
                throw refusal("the connection of its last writer does not end; restart its server");
            }
            pause(PAUSE_MILLIS);
        }
        Optional<WriterRow> last = WriterRow.read(session, mirror);
        long epoch = WriterRow.enter(session, mirror);
        long backend = WriterRow.read(session, mirror).map(WriterRow::backend).orElseThrow();
        session.commit();
        LedgerWriter silent =
                last.filter(row -> !row.isReleased()).map(WriterRow::writer).orElse(null);
        Writer writer =
                new Writer(pool, name, session, new Epoch(epoch, silent), mirror, lock, backend);
        if (silent != null) {
            awaitEnd(silent, writer);
        }
        return writer;
    }

    private void endHolder(Session session, AdvisoryLock lock, long backend) throws SQLException {
        try {
            lock.end(session, backend);
            session.commit();
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                throw refusal(
                        "its last writer is silent, and its connection is another user's; let all"
                                + " nodes log in as the same one");
            }
            throw e;
        }
    }

    /** The last one may not know yet that it has lost the place, and trust in its last sign. */
    private void awaitEnd(LedgerWriter last, Writer writer) {
        Duration left = LedgerWriter.LONGEST_SILENCE.minus(last.silence());
        LOG.info("{} gave no more sign of life; this node takes over", last);
        if (!left.isNegative()) {
            try {
                pause(left.toMillis());
            } catch (LedgerException e) {
                writer.release();
                throw e;
            }
        }
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal("it was interrupted while it waited for its last writer");
        }
    }

    private LedgerException refusal(String detail) {
        return DatabaseFailures.refusal(name, pool.address(), detail, null);
    }
}
