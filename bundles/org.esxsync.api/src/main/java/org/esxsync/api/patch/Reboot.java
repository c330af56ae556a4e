package org.esxsync.api.patch;

/** Whether the host must be restarted after a patch was installed. */
public enum Reboot {
    REQUIRED,
    NOT_REQUIRED,
    /** The publisher does not say. */
    UNKNOWN
}
