package org.esxsync.sync.mirror;

import java.time.Clock;
import java.util.Optional;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerInUseException;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.api.sync.MirrorLockedException;

/**
 * Lets one at a time change a mirror. Where the ledger is a file, that is a kernel lock. A ledger
 * that several machines share keeps them apart itself, and then there is no kernel lock beside it:
 * a process that stands still would keep that, on this machine as on a file server, and nobody
 * could take over from it.
 *
 * @param ledgers opens the mirrors' ledgers
 * @param clock tells since when a mirror is locked
 */
public record MirrorLocks(LedgerStore ledgers, Clock clock) {

    /**
     * Locks a mirror, as far as its ledger does not do that.
     *
     * @throws MirrorLockedException if somebody else works on it
     */
    public MirrorLock acquire(MirrorPaths mirror) {
        return ledgers.keepsWritersApart()
                ? MirrorLock.acquireHere(mirror, clock)
                : MirrorLock.acquire(mirror, clock);
    }

    /**
     * Opens the ledger of a mirror that is locked.
     *
     * @throws MirrorLockedException if another machine, or another process, works on it
     */
    public Ledger open(MirrorPaths mirror, Durability durability) {
        try {
            return ledgers.open(mirror.state(), durability);
        } catch (LedgerInUseException e) {
            throw new MirrorLockedException(mirror.root(), e.owner());
        }
    }

    /** Who works on a mirror, on whichever machine, if anybody does. */
    public static Optional<String> owner(MirrorPaths mirror, Ledger ledger) {
        return MirrorLock.owner(mirror)
                .or(
                        () ->
                                ledger.writer()
                                        .filter(each -> !each.isGone())
                                        .map(LedgerWriter::toString));
    }
}
