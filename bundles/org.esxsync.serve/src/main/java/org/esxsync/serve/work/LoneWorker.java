package org.esxsync.serve.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Does one thing at a time, in a thread of its own, until it is closed. Safe for many threads. */
public final class LoneWorker implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(10);

    private final String name;
    private @Nullable Thread thread;
    private boolean isClosed;

    /**
     * @param name the thread's name
     */
    public LoneWorker(String name) {
        this.name = name;
    }

    /**
     * Starts something, unless something is being done or this is closed.
     *
     * @return whether it was started
     */
    public synchronized boolean start(Runnable work) {
        if (isClosed || isWorking()) {
            return false;
        }
        Thread started = new Thread(work, name);
        started.setDaemon(true);
        thread = started;
        started.start();
        return true;
    }

    /** Whether something is being done. */
    public synchronized boolean isWorking() {
        return thread != null && thread.isAlive();
    }

    /** Waits for what is being done, but no longer than so; it goes on after that. */
    public void await(Duration patience) {
        Thread working = thread();
        if (working != null && !patience.isZero()) {
            join(working, patience);
        }
    }

    private synchronized @Nullable Thread thread() {
        return thread;
    }

    private static void join(Thread working, Duration patience) {
        try {
            working.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts what is being done, and waits a while for its end. */
    @Override
    public void close() {
        Thread working;
        synchronized (this) {
            isClosed = true;
            working = thread;
        }
        if (working != null) {
            working.interrupt();
            join(working, END);
        }
    }
}
