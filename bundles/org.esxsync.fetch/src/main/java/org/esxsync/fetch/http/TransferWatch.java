package org.esxsync.fetch.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Breaks off waits for the network that last too long or whose thread was interrupted: a thread
 * that reads from a socket notices neither by itself. One thread watches them all.
 */
public final class TransferWatch implements AutoCloseable {

    private static final long TICK_MILLIS = 100;

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker;

    public TransferWatch() {
        ticker =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "esxsync-transfer-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
        ticker.scheduleWithFixedDelay(
                () -> waits.forEach(Wait::check), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Watches the calling thread's waits until the result is closed. */
    Wait watch(Runnable breakOff) {
        Wait wait = new Wait(Thread.currentThread(), breakOff);
        waits.add(wait);
        return wait;
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }

    /** The waits of one transfer. */
    final class Wait implements AutoCloseable {

        private final Thread thread;
        private final Runnable breakOff;
        private volatile boolean waiting;
        private volatile long deadline;
        private volatile boolean expired;

        private Wait(Thread thread, Runnable breakOff) {
            this.thread = thread;
            this.breakOff = breakOff;
        }

        /** Says that the thread is about to wait, and how long it may. */
        void begin(Duration limit) {
            deadline = System.nanoTime() + limit.toNanos();
            waiting = true;
        }

        void end() {
            waiting = false;
        }

        /** Whether a wait was broken off since it lasted too long. */
        boolean expired() {
            return expired;
        }

        private void check() {
            if (!waiting) {
                return;
            }
            boolean late = System.nanoTime() - deadline > 0;
            if (late || thread.isInterrupted()) {
                expired |= late;
                breakOff.run();
            }
        }

        @Override
        public void close() {
            waits.remove(this);
        }
    }
}
