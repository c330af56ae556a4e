package org.esxsync.api.patch;

/** Whether the host must be restarted after a patch was installed. */
public enum Reboot {
    /** It must be. */
    REQUIRED,
    /** It need not be. */
    NOT_REQUIRED,
    /** The publisher does not say. */
    UNKNOWN
}
