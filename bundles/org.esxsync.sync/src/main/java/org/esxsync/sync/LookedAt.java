package org.esxsync.sync;

import java.util.Optional;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;

/**
 * A ledger opened to look, which may not be there yet.
 *
 * @param ledger the ledger, if there is one
 */
record LookedAt(Optional<Ledger> ledger) implements AutoCloseable {

    static LookedAt open(LedgerStore ledgers, Mirror mirror) {
        return new LookedAt(ledgers.openToRead(mirror.state()));
    }

    @Override
    public void close() {
        ledger.ifPresent(Ledger::close);
    }
}
