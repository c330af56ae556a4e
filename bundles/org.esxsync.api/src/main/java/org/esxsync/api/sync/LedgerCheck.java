package org.esxsync.api.sync;

import org.esxsync.api.ledger.HistoryBreak;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the ledger's history found.
 *
 * @param events how many events were checked
 * @param firstBreak the first event that is not as it was written, or null if all are
 */
public record LedgerCheck(long events, @Nullable HistoryBreak firstBreak) {}
