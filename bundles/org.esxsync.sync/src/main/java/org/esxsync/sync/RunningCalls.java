package org.esxsync.sync;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.esxsync.api.EsxSyncException;

/** What is at work for callers, each in its thread, so that it can be made to end. */
final class RunningCalls {

    private final Map<CountDownLatch, Thread> running = new ConcurrentHashMap<>();
    private volatile boolean over;

    /**
     * Says that this thread is at work until the result is closed.
     *
     * @throws EsxSyncException if all calls were made to end
     */
    Call begin() {
        CountDownLatch ended = new CountDownLatch(1);
        Call call =
                () -> {
                    running.remove(ended);
                    ended.countDown();
                };
        running.put(ended, Thread.currentThread());
        if (over) {
            call.close();
            throw new EsxSyncException("ESX Sync is being stopped or updated; try again");
        }
        return call;
    }

    /** A call that is at work. */
    interface Call extends AutoCloseable {
        @Override
        void close();
    }

    /** Interrupts all that is at work, and waits for it to end, but not for ever. */
    void end(long seconds) throws InterruptedException {
        over = true;
        Map<CountDownLatch, Thread> now = Map.copyOf(running);
        now.values().forEach(Thread::interrupt);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (CountDownLatch ended : now.keySet()) {
            ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }
}
