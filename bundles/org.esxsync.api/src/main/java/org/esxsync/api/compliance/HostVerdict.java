package org.esxsync.api.compliance;

/** Whether a host has what its baseline demands. */
public enum HostVerdict {
    /** It has. */
    COMPLIANT,
    /** It lacks at least one patch. */
    NON_COMPLIANT,
    /** Nothing is known to be missing, and not all could be judged. */
    UNKNOWN
}
