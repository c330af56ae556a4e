package org.esxsync.sync;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.sync.mirror.LedgerReader;
import org.esxsync.sync.mirror.MirrorLock;
import org.esxsync.sync.mirror.MirrorLocks;
import org.esxsync.sync.mirror.MirrorOwner;
import org.esxsync.sync.mirror.MirrorPaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sync that could not even begin, such as for a wrong configuration. A scheduled one has nobody
 * to tell, so that the history of a mirror that is there tells it.
 *
 * @param ledgers opens the mirror's ledger
 * @param clock tells when it was
 */
record UnstartedSync(LedgerStore ledgers, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(UnstartedSync.class);

    /** Records it, unless that is not possible either: what kept it is what counts. */
    void record(MirrorPaths mirror, EsxSyncException problem) {
        try {
            boolean isThere =
                    Files.isDirectory(mirror.state())
                            && new LedgerReader(ledgers).read(mirror, ledger -> true, () -> false);
            if (isThere) {
                append(mirror, String.valueOf(problem.getMessage()));
            }
        } catch (EsxSyncException e) {
            LOG.debug("{}: its history was not told", mirror.root(), e);
        }
    }

    private void append(MirrorPaths mirror, String reason) {
        new MirrorOwner(mirror).refuseOthers();
        MirrorLocks locks = new MirrorLocks(ledgers, clock);
        try (MirrorLock lock = locks.acquire(mirror);
                Ledger ledger = locks.open(mirror, Durability.FULL)) {
            Instant now = clock.instant();
            ledger.append(
                    List.of(
                            Event.ofRun(now, Event.Kind.SYNC_STARTED, ""),
                            Event.ofRun(now, Event.Kind.SYNC_FAILED, reason)));
        }
    }
}
