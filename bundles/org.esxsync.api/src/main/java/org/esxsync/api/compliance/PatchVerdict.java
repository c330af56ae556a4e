package org.esxsync.api.compliance;

/** What a patch is to a host. */
public enum PatchVerdict {
    /** The host has all that the patch brings and that is for it, or newer. */
    INSTALLED,
    /** The host lacks something of it, and a newer listed patch brings that, too. */
    SUPERSEDED,
    /** The host lacks something of it. */
    MISSING,
    /** The host has nothing that the patch would update. */
    NOT_APPLICABLE,
    /** What the host tells does not say. */
    UNKNOWN
}
