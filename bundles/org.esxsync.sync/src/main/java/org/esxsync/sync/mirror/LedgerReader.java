package org.esxsync.sync.mirror;

import java.util.Optional;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;

/**
 * A ledger opened to look, which may not be there yet.
 *
 * @param ledger the ledger, if there is one
 */
public record LedgerReader(Optional<Ledger> ledger) implements AutoCloseable {

    public static LedgerReader open(LedgerStore ledgers, MirrorPaths mirror) {
        return new LedgerReader(ledgers.openToRead(mirror.state()));
    }

    @Override
    public void close() {
        ledger.ifPresent(Ledger::close);
    }
}
