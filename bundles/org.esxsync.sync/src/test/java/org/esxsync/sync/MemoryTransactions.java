package org.esxsync.sync;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a {@link MemoryLedger}, and how a test makes it fail. What is written while
 * one is open counts once it ends.
 */
abstract class MemoryTransactions implements Ledger {

    /** What those who opened the same ledger share. */
    static final class Shared {

        private final ReentrantLock writing = new ReentrantLock();
        private MemoryTables committed = new MemoryTables();

        private synchronized <T> T use(Function<MemoryTables, T> work) {
            return work.apply(committed);
        }

        private synchronized void commit(MemoryTables tables) {
            committed = tables;
        }
    }

    final Shared shared;
    private final boolean toRead;
    private @Nullable MemoryTables transaction;
    private boolean failed;
    private volatile boolean closed;
    private MemoryLedger.Death death = MemoryLedger.Death.NONE;
    private boolean full;
    private boolean leaving;
    private volatile boolean gone;
    private int refusals;

    MemoryTransactions(Shared shared, boolean toRead) {
        this.shared = shared;
        this.toRead = toRead;
    }

    /** Makes this ledger fail once, as if the disk were full there. */
    public void fillOnce(MemoryLedger.Death moment) {
        death = moment;
        full = true;
    }

    /** Makes this ledger fail from there on, as if its server had gone away. */
    public void goAway(MemoryLedger.Death moment) {
        death = moment;
        leaving = true;
    }

    /** Ends what {@link #goAway} began. */
    public void comeBack() {
        gone = false;
    }

    /** How often the ledger was asked while it was away. */
    public synchronized int refusals() {
        return refusals;
    }

    private synchronized LedgerException refuseSinceGone() {
        refusals++;
        return refused("the server is gone");
    }

    /** Makes this ledger fail once, as if the process were killed there. */
    public void dieOnce(MemoryLedger.Death moment) {
        death = moment;
    }

    void mayDie(MemoryLedger.Death moment) {
        if (death == moment) {
            death = MemoryLedger.Death.NONE;
            if (leaving) {
                leaving = false;
                gone = true;
                throw refuseSinceGone();
            }
            if (full) {
                full = false;
                throw refused("the disk is full");
            }
            throw new AssertionError("killed " + moment);
        }
    }

    static LedgerException refused(String reason) {
        return new LedgerException(Path.of("ledger.db"), reason, null);
    }

    void requireOpen() {
        if (closed) {
            throw refused("it is closed");
        }
        if (gone) {
            throw refuseSinceGone();
        }
    }

    <T> T read(Function<MemoryTables, T> work) {
        requireOpen();
        return shared.writing.isHeldByCurrentThread() && transaction != null
                ? work.apply(transaction)
                : shared.use(work);
    }

    void change(Consumer<MemoryTables> work) {
        write(
                tables -> {
                    work.accept(tables);
                    return true;
                });
    }

    <T> T write(Function<MemoryTables, T> work) {
        shared.writing.lock();
        try {
            requireOpen();
            if (toRead) {
                throw refused("it was opened to read only");
            }
            return transaction == null ? shared.use(work) : work.apply(transaction);
        } catch (Throwable e) {
            failed = true;
            throw e;
        } finally {
            shared.writing.unlock();
        }
    }

    @Override
    public void inOneTransaction(Runnable work) {
        shared.writing.lock();
        try {
            change(tables -> {});
            if (transaction == null) {
                runOutermost(work);
            } else {
                work.run();
            }
        } catch (Throwable e) {
            failed = true;
            throw e;
        } finally {
            shared.writing.unlock();
        }
    }

    private void runOutermost(Runnable work) {
        transaction = shared.use(MemoryTables::copy);
        failed = false;
        try {
            work.run();
            if (failed) {
                throw refused("a step of this transaction failed");
            }
            shared.commit(transaction);
        } finally {
            transaction = null;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
