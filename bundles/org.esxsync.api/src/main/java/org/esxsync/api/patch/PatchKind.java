package org.esxsync.api.patch;

/** What a patch is to its publisher. */
public enum PatchKind {
    /** A patch of ESX 3.0 to 4.1 in archives of its own. */
    PATCH,
    /** A bulletin of a depot, or a component, which is a bulletin with a version. */
    BULLETIN,
    /** A standalone VIB: one that no bulletin of its depot names. */
    VIB,
    /** An image profile: a list of all the VIBs that a host is to have. */
    IMAGE_PROFILE,
    /** A notice: it tells something of other patches, and has nothing to install. */
    NOTICE
}
