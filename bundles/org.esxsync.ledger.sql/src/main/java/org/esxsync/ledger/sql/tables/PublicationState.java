package org.esxsync.ledger.sql.tables;

/** The states of a publication, by the names that the table {@code publication} has for them. */
public enum PublicationState {
    /** Staged and verified, and about to be put into place. */
    INTENDED,
    /** Standing in its release's directory. */
    STANDING,
    /** About to be removed; the index must no longer reach it. */
    LEAVING,
    /** Removed. */
    REMOVED
}
