package org.esxsync.api.ledger;

/** What a power cut may cost. A process that is killed never costs anything. */
public enum Durability {
    /** Nothing: what is recorded is on disk. */
    FULL,
    /**
     * The last minutes: files and rows reach the disk when the system sees fit. Faster, and to be
     * followed by {@code verify} after a power cut.
     */
    RELAXED
}
