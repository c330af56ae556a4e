package org.esxsync.ledger.postgresql.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.ledger.sql.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signs of life of a mirror's writer: one each second, on a connection of its own, as long as
 * the writer's connection holds the lock and nobody has taken over. For any thread.
 *
 * <p>What the writer may still do rests on the last sign that the database took: until {@link
 * #LEASE} after it was sent, nobody can have taken over, since others wait for {@link
 * LedgerWriter#LONGEST_SILENCE} after it came. Both clocks of this machine are asked: the one
 * stands still while a virtual machine sleeps, the other can be set.
 */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private static final Duration LEASE = LedgerWriter.LONGEST_SILENCE.minusSeconds(1);
    private static final long INTERVAL_MILLIS = 1_000;
    private static final int ANSWER_SECONDS = 3;

    /** After so long without an answer the writer waits no longer for its own. */
    private static final long GIVE_UP_SECONDS = 30;

    private static final String BEAT =
            "UPDATE mirror_writer SET beat_at = clock_timestamp() WHERE mirror = ? AND epoch = ?"
                    + " AND "
                    + AdvisoryLock.isHeldBy();

    private final Pool pool;
    private final int mirror;
    private final long epoch;
    private final AdvisoryLock lock;
    private final long backend;
    private final Runnable whenLost;
    private final Thread thread = new Thread(this::run, "esxsync-heartbeat");
    private @Nullable Session session;
    private boolean closed;
    private volatile long sentNanos = System.nanoTime();
    private volatile long sentMillis = System.currentTimeMillis();
    private volatile @Nullable String lost;

    /**
     * @param epoch of the writer
     * @param backend the process of its connection in the server
     * @param whenLost is called once, when it is known that another one took over or may do so
     */
    Heartbeat(
            Pool pool, int mirror, long epoch, AdvisoryLock lock, long backend, Runnable whenLost) {
        this.pool = pool;
        this.mirror = mirror;
        this.epoch = epoch;
        this.lock = lock;
        this.backend = backend;
        this.whenLost = whenLost;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Why the writer is none any more, or null as long as it is. */
    @Nullable String lost() {
        return lost;
    }

    /** Whether nobody can have taken over yet. */
    boolean isFresh() {
        return lost == null
                && System.nanoTime() - sentNanos < LEASE.toNanos()
                && Math.abs(System.currentTimeMillis() - sentMillis) < LEASE.toMillis();
    }

    private void run() {
        while (lost == null && pause()) {
            beat();
            long silent = System.nanoTime() - sentNanos;
            if (silent > TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS)) {
                lose("it did not answer for %d seconds".formatted(GIVE_UP_SECONDS));
            }
        }
    }

    private synchronized boolean pause() {
        try {
            if (!closed) {
                TimeUnit.MILLISECONDS.timedWait(this, INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }

    /** Gives a sign of life, and looks whether anybody took over. */
    synchronized void beat() {
        if (closed || lost != null) {
            return;
        }
        boolean isKept = session != null;
        if (!tryBeat() && isKept) {
            // Only the connection may have broken, as that of a node does which was frozen.
            tryBeat();
        }
    }

    private boolean tryBeat() {
        long nanos = System.nanoTime();
        long millis = System.currentTimeMillis();
        try {
            Session own = session();
            if (own.update(BEAT, mirror, epoch, lock.key(), backend) == 1) {
                own.commit();
                sentNanos = nanos;
                sentMillis = millis;
            } else {
                lose(successor(own));
            }
            return true;
        } catch (SQLException e) {
            LOG.debug("no sign of life", e);
            dropSession();
            return false;
        }
    }

    private Session session() throws SQLException {
        Session open = session;
        if (open == null) {
            open = pool.connectBriefly(ANSWER_SECONDS);
            session = open;
        }
        return open;
    }

    private String successor(Session own) throws SQLException {
        String successor =
                WriterRow.read(own, mirror)
                        .filter(row -> row.epoch() != epoch)
                        .map(
                                row ->
                                        "another node took over (%s), and finishes what was begun here"
                                                .formatted(row.writer()))
                        .orElse(
                                "the connection of this writer was ended, so that another node may"
                                        + " take over; try again");
        own.commit();
        return successor;
    }

    private void lose(String reason) {
        lost = reason;
        whenLost.run();
    }

    private void dropSession() {
        Session former = session;
        session = null;
        if (former != null) {
            pool.end(former);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        dropSession();
    }
}
