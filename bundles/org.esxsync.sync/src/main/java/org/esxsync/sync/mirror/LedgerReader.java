package org.esxsync.sync.mirror;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;

/**
 * Reads the ledgers of mirrors, without changing them.
 *
 * @param ledgers opens them
 */
public record LedgerReader(LedgerStore ledgers) {

    /**
     * Answers a question from a mirror's ledger.
     *
     * @param withoutLedger answers it if the mirror has no ledger yet
     */
    public <T> T read(MirrorPaths mirror, Function<Ledger, T> question, Supplier<T> withoutLedger) {
        Optional<Ledger> found = ledgers.openToRead(mirror.state());
        if (found.isEmpty()) {
            return withoutLedger.get();
        }
        try (Ledger ledger = found.get()) {
            return question.apply(ledger);
        }
    }
}
