package org.esxsync.fetch.http;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** Holds all transfers together to a number of bytes a second. */
final class BandwidthLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int SLICES = 20;
    private static final int MIN_SLICE = 512;

    private final long rate;
    private long due = System.nanoTime();

    /**
     * @param rate bytes a second, or 0 for no limit
     */
    BandwidthLimit(long rate) {
        this.rate = rate;
    }

    /** How much to read at once, so that the bytes flow evenly. */
    int slice(int wanted) {
        return rate == 0 ? wanted : (int) Math.min(wanted, Math.max(MIN_SLICE, rate / SLICES));
    }

    /** Waits until so many bytes more are allowed. */
    void take(int count) throws InterruptedIOException {
        if (rate == 0) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(reserve(count));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** A pause of the network earns no more than one slice of catching up. */
    private synchronized long reserve(int count) {
        long now = System.nanoTime();
        due = Math.max(due, now - SECOND / SLICES) + (long) ((double) count * SECOND / rate);
        return due - now;
    }
}
