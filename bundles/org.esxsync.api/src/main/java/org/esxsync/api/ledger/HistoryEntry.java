package org.esxsync.api.ledger;

/**
 * An event in the history.
 *
 * @param number its place, counted from 1 without gaps
 * @param event what happened
 */
public record HistoryEntry(long number, Event event) {}
