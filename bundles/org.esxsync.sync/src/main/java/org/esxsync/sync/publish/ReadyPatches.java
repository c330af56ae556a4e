package org.esxsync.sync.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.esxsync.api.ledger.LedgerOutageException;
import org.jspecify.annotations.Nullable;

/**
 * Where patches wait that are ready, and are collected into groups to be published together. A
 * group is as large as what came while the one before it was published, within bounds: of files,
 * which take memory; of bytes, which a kill would cost; and of time, so that people see what is
 * done. Many threads add, and one takes.
 */
public final class ReadyPatches {

    private static final int MOST_PATCHES = 256;
    private static final int MOST_FILES = 4096;
    private static final long MOST_BYTES = 64L << 20;
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long CHECK_MILLIS = 1_000;

    private final List<ReadyPatch> waiting = new ArrayList<>();
    private int expected;
    private int files;
    private long bytes;
    private boolean cancelled;
    private @Nullable Throwable problem;

    /**
     * @param expected how many patches are going to be ready
     */
    public ReadyPatches(int expected) {
        this.expected = expected;
    }

    /** Adds a patch, as soon as no whole group waits. */
    public synchronized void add(ReadyPatch patch) throws InterruptedException {
        while (isFull()) {
            wait();
        }
        waiting.add(patch);
        files += patch.files();
        bytes += patch.downloaded();
        notifyAll();
    }

    /** Tells that a patch is never going to be ready, so that nobody waits for it. */
    public synchronized void fail(Throwable cause) {
        problem = cause;
        notifyAll();
    }

    /**
     * Waits for the next group, and returns it; an empty one if there are no more. If this thread
     * is interrupted, it gets what is ready, and the exception the next time.
     *
     * @throws IllegalStateException if a patch is never going to be ready
     */
    public List<ReadyPatch> next() throws InterruptedException {
        return next(() -> {});
    }

    /**
     * The same.
     *
     * @param check is asked each second whether waiting makes sense, and throws if not
     */
    public synchronized List<ReadyPatch> next(Runnable check) throws InterruptedException {
        if (cancelled) {
            throw new InterruptedException();
        }
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            collect(check);
        } catch (InterruptedException e) {
            if (waiting.isEmpty()) {
                throw e;
            }
            cancelled = true;
        }
        if (waiting.isEmpty() && problem instanceof LedgerOutageException outage) {
            throw outage;
        }
        if (waiting.isEmpty() && problem != null) {
            throw new IllegalStateException("a patch was not staged to its end", problem);
        }
        return take();
    }

    private void collect(Runnable check) throws InterruptedException {
        while (waiting.isEmpty() && expected > 0 && problem == null) {
            wait(CHECK_MILLIS);
            check.run();
        }
        long end = System.nanoTime() + LONGEST_NANOS;
        for (long left = LONGEST_NANOS;
                left > 0 && !isFull() && waiting.size() < expected && problem == null;
                left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private List<ReadyPatch> take() {
        List<ReadyPatch> group = List.copyOf(waiting);
        waiting.clear();
        expected -= group.size();
        files = 0;
        bytes = 0;
        notifyAll();
        return group;
    }

    private boolean isFull() {
        return waiting.size() >= MOST_PATCHES || files >= MOST_FILES || bytes >= MOST_BYTES;
    }
}
