package org.esxsync.sync;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The threads that are at work for callers, so that they can be made to end. */
final class RunningSyncs {

    private final Map<Thread, CountDownLatch> running = new ConcurrentHashMap<>();

    /** Says that this thread is at work until the result is closed. */
    AutoCloseableWork begin() {
        Thread thread = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        running.put(thread, ended);
        return () -> {
            running.remove(thread);
            ended.countDown();
        };
    }

    /** Work that ends without an exception. */
    interface AutoCloseableWork extends AutoCloseable {
        @Override
        void close();
    }

    /** Interrupts all that is at work, and waits for it to end, but not for ever. */
    void end(long seconds) throws InterruptedException {
        Map<Thread, CountDownLatch> now = Map.copyOf(running);
        now.keySet().forEach(Thread::interrupt);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (CountDownLatch ended : now.values()) {
            ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }
}
