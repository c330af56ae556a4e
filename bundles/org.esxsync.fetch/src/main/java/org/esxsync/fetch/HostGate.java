package org.esxsync.fetch;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a limited number of requests pass to each host at the same time. */
final class HostGate {

    private final int limit;
    private final Map<String, Semaphore> gates = new ConcurrentHashMap<>();

    HostGate(int limit) {
        this.limit = limit;
    }

    /**
     * Waits for a place.
     *
     * @return gives the place back, however often it is run
     */
    Runnable enter(String host) throws InterruptedException {
        Semaphore gate =
                gates.computeIfAbsent(
                        host.toLowerCase(Locale.ROOT), name -> new Semaphore(limit, true));
        gate.acquire();
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                gate.release();
            }
        };
    }
}
