package org.esxsync.ledger.postgresql.database;

import java.nio.file.Path;
import java.sql.SQLException;
import org.esxsync.api.ledger.Epoch;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.sql.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as the writer of a mirror: its connection, which holds the lock, and its signs of
 * life. It never connects again: what it had begun is another one's from then on.
 */
final class Writer {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Pool pool;
    private final Path name;
    private final Session session;
    private final Epoch epoch;
    private final int mirror;
    private final Heartbeat heartbeat;

    Writer(
            Pool pool,
            Path name,
            Session session,
            Epoch epoch,
            int mirror,
            AdvisoryLock lock,
            long backend) {
        this.pool = pool;
        this.name = name;
        this.session = session;
        this.epoch = epoch;
        this.mirror = mirror;
        // A statement that waits for an answer ends, too.
        this.heartbeat =
                new Heartbeat(pool, mirror, epoch.number(), lock, backend, () -> pool.end(session));
        heartbeat.start();
    }

    /** For one thread at a time. */
    Session session() {
        return session;
    }

    Epoch epoch() {
        return epoch;
    }

    /**
     * @throws LedgerException if another one took over, or that cannot be known
     */
    void require() {
        if (!heartbeat.isFresh()) {
            heartbeat.beat();
        }
        LedgerException lost = lost();
        if (lost != null) {
            throw lost;
        }
        if (!heartbeat.isFresh()) {
            throw refusal(
                    "it does not answer, so that another node may take over; check the server and"
                            + " the network, and try again");
        }
    }

    /** What says that nothing can be written any more, or null if that is not known. */
    @Nullable LedgerException lost() {
        return refusalOf(heartbeat.lost());
    }

    /** The same, once it was asked. */
    @Nullable LedgerException lostByNow() {
        return refusalOf(whyLostByNow());
    }

    /** Why nothing can be written any more, once it was asked, or null if that is not known. */
    @Nullable String whyLostByNow() {
        heartbeat.beat();
        return heartbeat.lost();
    }

    private @Nullable LedgerException refusalOf(@Nullable String reason) {
        return reason == null ? null : refusal(reason);
    }

    /** Nothing that is left of a run can be done then. */
    private LedgerException refusal(String detail) {
        return DatabaseFailures.outage(name, pool.address(), detail, null);
    }

    /** Gives up the place, so that nobody waits for another sign of life. */
    void release() {
        heartbeat.close();
        try {
            if (heartbeat.lost() == null) {
                WriterRow.release(session, mirror, epoch.number());
                session.commit();
            }
        } catch (SQLException e) {
            // The next writer waits for some seconds, as it would if this process had died.
            LOG.debug("the writer's place was not given up", e);
        } finally {
            pool.end(session);
        }
    }
}
