package org.esxsync.api.sync;

import java.time.Instant;
import org.esxsync.api.EsxSyncException;

/** Another node with the same schedule has made a scheduled sync already. */
public class AlreadySyncedException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    /**
     * @param time when the schedule wanted it
     */
    public AlreadySyncedException(Instant time) {
        super("another node has made the sync that was due at %s".formatted(time));
    }
}
