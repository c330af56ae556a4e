package org.esxsync.ledger.postgresql.database;

import java.util.HashMap;
import java.util.Map;

/**
 * The connections to each database that was asked for, also to those of former configurations,
 * since ledgers in them may be open. For any thread.
 */
public final class Pools implements AutoCloseable {

    private final Map<Address, Pool> all = new HashMap<>();

    public synchronized Pool of(Address address) {
        return all.computeIfAbsent(address, Pool::new);
    }

    @Override
    public synchronized void close() {
        all.values().forEach(Pool::close);
    }
}
