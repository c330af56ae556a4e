package org.esxsync.sync;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.ScheduledRun;
import org.esxsync.api.sync.AlreadySyncedException;
import org.jspecify.annotations.Nullable;

/**
 * The turn of one node at a scheduled sync, of which the nodes of a mirror make one together. The
 * ledger remembers it, so that whoever comes later leaves it out, and whoever finds it half done
 * goes on with it.
 *
 * @param ledger remembers it
 * @param time when the schedule wanted it; null for a sync that somebody asked for
 */
record ScheduledTurn(Ledger ledger, @Nullable Instant time) {

    /**
     * Does the work, if no node has done it.
     *
     * @throws AlreadySyncedException if one has
     */
    <T> T run(Supplier<T> work) {
        if (time == null) {
            return work.get();
        }
        Optional<ScheduledRun> last = ledger.scheduledRun();
        if (last.filter(run -> run.isEnded() && !run.time().isBefore(time)).isPresent()) {
            throw new AlreadySyncedException(time);
        }
        ledger.recordScheduledRun(new ScheduledRun(time, false));
        try {
            T result = work.get();
            end();
            return result;
        } catch (LedgerException e) {
            throw e;
        } catch (RuntimeException e) {
            endWith(e);
            throw e;
        }
    }

    /** One that was stopped with its service is left to the other nodes. */
    private void endWith(RuntimeException problem) {
        try {
            if (!Thread.currentThread().isInterrupted()) {
                end();
            }
        } catch (LedgerException e) {
            problem.addSuppressed(e);
        }
    }

    private void end() {
        if (time != null) {
            ledger.recordScheduledRun(new ScheduledRun(time, true));
        }
    }
}
