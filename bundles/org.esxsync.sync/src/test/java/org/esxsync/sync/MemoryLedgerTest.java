package org.esxsync.sync;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.ledger.testkit.LedgerContract;

/** Tests may trust in a ledger that keeps the same contract as the one in use. */
class MemoryLedgerTest extends LedgerContract {

    private final LedgerStore store = new Store();

    @Override
    protected LedgerStore store() {
        return store;
    }

    private static final class Store implements LedgerStore {

        private final Map<Path, MemoryLedger> ledgers = new ConcurrentHashMap<>();

        @Override
        public Ledger open(Path directory, Durability durability) {
            return ledgers.computeIfAbsent(directory, any -> new MemoryLedger()).openAgain();
        }

        @Override
        public Optional<Ledger> openToRead(Path directory) {
            return Optional.ofNullable(ledgers.get(directory)).map(MemoryLedger::openToRead);
        }
    }
}
