package org.esxsync.sync.work;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.esxsync.api.EsxSyncException;

/** The calls that are running, each in its thread, so that they can be interrupted. */
public final class RunningCalls {

    private final Map<CountDownLatch, Thread> running = new HashMap<>();
    private boolean over;

    /**
     * Registers this thread as running until the result is closed.
     *
     * @throws EsxSyncException if all calls were interrupted
     */
    public synchronized Call begin() {
        if (over) {
            throw new EsxSyncException("ESX Sync is being stopped or updated; try again");
        }
        CountDownLatch ended = new CountDownLatch(1);
        running.put(ended, Thread.currentThread());
        return () -> remove(ended);
    }

    /** A running call. */
    public interface Call extends AutoCloseable {
        @Override
        void close();
    }

    /** Interrupts all calls and waits for their end, but not longer than this. */
    public void end(long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (CountDownLatch ended : interruptAll()) {
            ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    /** Under the lock no call can end, so no thread is interrupted after its call. */
    private synchronized List<CountDownLatch> interruptAll() {
        over = true;
        running.values().forEach(Thread::interrupt);
        return List.copyOf(running.keySet());
    }

    private synchronized void remove(CountDownLatch ended) {
        running.remove(ended);
        ended.countDown();
    }
}
