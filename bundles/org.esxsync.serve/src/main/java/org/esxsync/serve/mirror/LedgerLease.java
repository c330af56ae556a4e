package org.esxsync.serve.mirror;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.sync.PublishedMirror;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ledger open for a while, since many files are asked for one after the other; not for
 * long, since it may be replaced, and its disk unmounted. Safe for many threads.
 */
final class LedgerLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerLease.class);

    private static final Duration TERM = Duration.ofSeconds(5);

    private final PublishedMirror mirror;
    private final Clock clock;
    private @Nullable Ledger open;
    private Instant opened = Instant.EPOCH;
    private @Nullable Path of;
    private boolean failed;

    LedgerLease(PublishedMirror mirror, Clock clock) {
        this.mirror = mirror;
        this.clock = clock;
    }

    /**
     * Answers a question from the ledger; empty if there is none, or it cannot be read. After a
     * failure it is not tried again for the term: everybody would wait for a server that is gone.
     */
    synchronized <T> Optional<T> ask(Function<Ledger, Optional<T>> question) {
        try {
            Ledger ledger = ledger();
            return ledger == null ? Optional.empty() : question.apply(ledger);
        } catch (EsxSyncException e) {
            LOG.debug("the ledger cannot be read", e);
            close();
            failed = true;
            opened = clock.instant();
            return Optional.empty();
        }
    }

    private @Nullable Ledger ledger() {
        Instant now = clock.instant();
        Path directory = mirror.directory();
        boolean isOld = Duration.between(opened, now).abs().compareTo(TERM) > 0;
        if (isOld || !directory.equals(of)) {
            close();
            failed = false;
        }
        if (open == null && !failed) {
            of = directory;
            open = mirror.openLedger().orElse(null);
            opened = now;
        }
        return open;
    }

    /** Closes it if its term is over; to be called now and then. */
    synchronized void closeIfOld() {
        if (Duration.between(opened, clock.instant()).abs().compareTo(TERM) > 0) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        Ledger ledger = open;
        open = null;
        if (ledger != null) {
            ledger.close();
        }
    }
}
