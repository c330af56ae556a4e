package org.esxsync.serve.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was served since the start. Safe for many threads. */
public final class ServedTraffic {

    private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();

    void count(int status, long length) {
        byStatus.computeIfAbsent(status, key -> new LongAdder()).increment();
        bytes.add(length);
    }

    /** How many requests had each status. */
    public Map<Integer, Long> requests() {
        Map<Integer, Long> requests = new TreeMap<>();
        byStatus.forEach((status, count) -> requests.put(status, count.sum()));
        return requests;
    }

    /** The bytes of all bodies. */
    public long bytes() {
        return bytes.sum();
    }
}
