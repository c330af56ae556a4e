package org.esxsync.api.advisory;

/** What is known of the fix of a vulnerability. */
public enum FixState {
    /** A release or patch is named that has the fix. */
    FIXED,
    /** The record says that a release is affected, and names no fix. */
    NO_FIX,
    /** Nothing names a fix; that does not say whether anything is affected. */
    UNKNOWN,
    /** The record, or a table, says that a release is not affected. */
    NOT_AFFECTED
}
