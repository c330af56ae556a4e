package org.esxsync.api.ledger;

/**
 * Where the history is not as it was written.
 *
 * @param number the first event that was changed or removed
 * @param reason what is wrong with it
 */
public record HistoryBreak(long number, String reason) {}
