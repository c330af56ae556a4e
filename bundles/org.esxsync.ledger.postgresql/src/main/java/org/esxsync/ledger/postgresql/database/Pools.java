package org.esxsync.ledger.postgresql.database;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.configuration.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the database that is configured at this moment, and to those that were before,
 * since ledgers in them may be open. For any thread.
 */
public final class Pools implements AutoCloseable {

    private final List<Pool> all = new ArrayList<>();
    private @Nullable Pool current;
    private @Nullable ConfigurationException problem;

    /** Takes up an address; what is the same as before keeps its connections. */
    public synchronized void use(Address address) {
        problem = null;
        if (current == null || !current.address().equals(address)) {
            current = new Pool(address);
            all.add(current);
        }
    }

    /** Has nothing to give until there is a right address. */
    public synchronized void refuse(ConfigurationException wrong) {
        current = null;
        problem = wrong;
    }

    /**
     * @throws ConfigurationException if the address is wrong
     */
    public synchronized Pool current() {
        if (current == null) {
            throw problem != null ? problem : new IllegalStateException("no address was taken up");
        }
        return current;
    }

    @Override
    public synchronized void close() {
        all.forEach(Pool::close);
    }
}
