package org.esxsync.sync.mirror;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;

/**
 * Reads the ledgers of mirrors, without changing them.
 *
 * @param opener opens that of a mirror's directory of state, if there is one
 */
public record LedgerReader(Function<Path, Optional<Ledger>> opener) {

    /** For those who compare with what is in the mirror at this moment. */
    public LedgerReader(LedgerStore ledgers) {
        this(ledgers::openToRead);
    }

    /** For those who only look: what they read may be some seconds old. */
    public static LedgerReader toLook(LedgerStore ledgers) {
        return new LedgerReader(ledgers::openToLook);
    }

    /**
     * Answers a question from a mirror's ledger.
     *
     * @param withoutLedger answers it if the mirror has no ledger yet
     */
    public <T> T read(MirrorPaths mirror, Function<Ledger, T> question, Supplier<T> withoutLedger) {
        Optional<Ledger> found = opener.apply(mirror.state());
        if (found.isEmpty()) {
            return withoutLedger.get();
        }
        try (Ledger ledger = found.get()) {
            return question.apply(ledger);
        }
    }
}
