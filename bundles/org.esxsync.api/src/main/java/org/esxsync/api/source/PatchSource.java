package org.esxsync.api.source;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Lists patches from one place: a patch site, a depot, a directory of offline bundles. A source is
 * a service that may come and go while ESX Sync runs.
 */
@ConsumerType
public interface PatchSource {

    /** The administrator's name for it, unique among the sources; the ledger knows it by it. */
    String name();

    /** Where it reads, for people; never with a secret in it. */
    String location();

    /**
     * Lists every patch that the source has now, in any order, to the sink. It works in the calling
     * thread, is not called twice at once, and ends early, with a {@code FetchException} of the
     * reason {@code CANCELLED}, when that thread is interrupted. A patch that cannot be understood
     * goes to the sink and does not end the scan; what the sink throws does.
     *
     * @return how the scan ended and what to remember for the next one
     * @throws org.esxsync.api.EsxSyncException if the source as a whole cannot be read
     */
    ScanResult scan(ScanRequest request, PatchSink sink);
}
