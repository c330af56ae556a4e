package org.esxsync.api.sync;

import java.nio.file.Path;
import org.esxsync.api.EsxSyncException;

/** Another process, or another thread of this one, works on the mirror. */
public class MirrorLockedException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final transient Path mirror;
    private final String owner;

    /**
     * @param mirror the mirror
     * @param owner who works on it: process, host and start time
     */
    public MirrorLockedException(Path mirror, String owner) {
        super(
                "the mirror %s is in use by %s; wait for it to finish and try again"
                        .formatted(mirror, owner));
        this.mirror = mirror;
        this.owner = owner;
    }

    /** The mirror. */
    public Path mirror() {
        return mirror;
    }

    /** Who works on it. */
    public String owner() {
        return owner;
    }
}
