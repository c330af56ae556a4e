package org.esxsync.sync.work;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Threads for one piece of work. None of them outlives it, so that none works on without a lock.
 */
public record WorkerPool(ExecutorService threads) implements AutoCloseable {

    private static final long END_SECONDS = 30;

    public static WorkerPool of(int parallel, String name) {
        return new WorkerPool(
                Executors.newFixedThreadPool(parallel, work -> new Thread(work, name)));
    }

    /** Interrupts what is still under way, and waits for its end. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
