package org.esxsync.api.sync;

import java.nio.file.Path;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.Quantity;

/** The mirror's disk has too little space for what is to be published. */
public class DiskFullException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final long needed;
    private final long free;

    /**
     * @param mirror the mirror
     * @param space what is needed and what is free
     */
    public DiskFullException(Path mirror, DiskSpace space) {
        super(
                "the disk of %s is too full: %s are needed and %s are free; free some space, or sync fewer releases"
                        .formatted(
                                mirror,
                                Quantity.bytes(space.needed()),
                                Quantity.bytes(space.free())));
        this.needed = space.needed();
        this.free = space.free();
    }

    /** Bytes needed. */
    public long needed() {
        return needed;
    }

    /** Bytes free. */
    public long free() {
        return free;
    }
}
