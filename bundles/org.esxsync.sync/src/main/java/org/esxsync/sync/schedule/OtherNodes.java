package org.esxsync.sync.schedule;

import java.time.Instant;
import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.api.ledger.ScheduledRun;
import org.esxsync.sync.mirror.LedgerReader;
import org.esxsync.sync.mirror.MirrorPaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What nodes with the same mirror and schedule know of each other's runs: what the ledger has of
 * them.
 *
 * @param ledgers opens the mirror's ledger
 */
record OtherNodes(LedgerStore ledgers) {

    private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);

    /** Whether other machines may run the schedule of the same mirror. */
    boolean mayBe() {
        try {
            return ledgers.keepsWritersApart();
        } catch (EsxSyncException e) {
            LOG.debug("it is not known where the ledger is", e);
            return false;
        }
    }

    /** The run that a node began, and that nobody goes on with. */
    Optional<Instant> abandoned(MirrorPaths mirror) {
        try {
            return new LedgerReader(ledgers)
                    .read(mirror, OtherNodes::abandoned, Optional::<Instant>empty);
        } catch (EsxSyncException e) {
            // The next look is soon; a sync tells what is wrong.
            LOG.debug("{}: it is not known who works", mirror.root(), e);
            return Optional.empty();
        }
    }

    private static Optional<Instant> abandoned(Ledger ledger) {
        return ledger.scheduledRun()
                .filter(run -> !run.isEnded())
                .filter(run -> ledger.writer().map(LedgerWriter::isGone).orElse(true))
                .map(ScheduledRun::time);
    }
}
