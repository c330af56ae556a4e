package org.esxsync.api.fetch;

import org.osgi.annotation.versioning.ConsumerType;

/** Told how a transfer gets on, by the thread that transfers. */
@ConsumerType
@FunctionalInterface
public interface TransferListener {

    /** Listens to nothing. */
    TransferListener NONE = (done, total) -> {};

    /**
     * @param done bytes that have come so far; falls back when a transfer starts again
     * @param total bytes to come in all, or -1 while unknown
     */
    void transferred(long done, long total);
}
