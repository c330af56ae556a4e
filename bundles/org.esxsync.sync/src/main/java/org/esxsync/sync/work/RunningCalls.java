package org.esxsync.sync.work;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.esxsync.api.EsxSyncException;

/** What is at work for callers, each in its thread, so that it can be made to end. */
public final class RunningCalls {

    private final Map<CountDownLatch, Thread> running = new HashMap<>();
    private boolean over;

    /**
     * Says that this thread is at work until the result is closed.
     *
     * @throws EsxSyncException if all calls were made to end
     */
    public synchronized Call begin() {
        if (over) {
            throw new EsxSyncException("ESX Sync is being stopped or updated; try again");
        }
        CountDownLatch ended = new CountDownLatch(1);
        running.put(ended, Thread.currentThread());
        return () -> remove(ended);
    }

    /** A call that is at work. */
    public interface Call extends AutoCloseable {
        @Override
        void close();
    }

    /** Interrupts all that is at work, and waits for it to end, but not for ever. */
    public void end(long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (CountDownLatch ended : interruptAll()) {
            ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    /** While no call can end, since its thread may be at somebody else's work afterwards. */
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
