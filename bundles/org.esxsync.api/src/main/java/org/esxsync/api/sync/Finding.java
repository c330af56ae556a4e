package org.esxsync.api.sync;

/**
 * Something in the mirror that is not as it was published.
 *
 * @param path where, below the mirror's directory
 * @param kind what is wrong
 * @param detail more about it; after a repair that failed, the reason and what to do next
 * @param repaired whether it is right again
 */
public record Finding(String path, Kind kind, String detail, boolean repaired) {

    /** What can be wrong. */
    public enum Kind {
        /** It is not there. */
        MISSING,
        /** It has other bytes. */
        CHANGED,
        /** It is there, and the ledger does not know of it. */
        EXTRA,
        /** Something else stands there: a link or a directory in place of a file, say. */
        WRONG_TYPE,
        /** Its permissions are others. */
        WRONG_MODE,
        /** It is as published, and a host that reads it would miss something or stumble. */
        UNFIT
    }
}
