package org.esxsync.sync;

import java.time.Clock;
import org.esxsync.api.ledger.Ledger;

/**
 * A mirror whose lock is held, with what it takes to change it.
 *
 * @param mirror where things are
 * @param ledger its ledger
 * @param layouts where patches go
 * @param writes how files get there
 * @param clock tells when
 */
record OpenMirror(
        Mirror mirror, Ledger ledger, PatchLayouts layouts, ForcedWrites writes, Clock clock) {}
