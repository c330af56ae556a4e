package org.esxsync.fetch.archive;

import java.io.InterruptedIOException;

/** Ends work that waits for nothing, and so would not notice an interrupt. */
final class Interrupts {

    private Interrupts() {}

    static void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }
}
