package org.esxsync.api.sync;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Brings the mirror up to date. This is what the shell, a schedule and an embedding program call.
 * Safe for many threads; the mirror's lock lets one sync work at a time. To cancel a call,
 * interrupt its thread: soon after, the call throws, and the mirror is whole.
 *
 * <pre>{@code
 * SyncReport report = patchSync.sync(SyncRequest.of("esxi-8.0"), SyncListener.NONE);
 * if (report.status() != SyncReport.Status.DONE) {
 *     report.problems().forEach(outcome -> log.warn("{}", outcome));
 * }
 * }</pre>
 */
@ProviderType
public interface PatchSync {

    /**
     * Says what a sync would do. Writes nothing into the mirror.
     *
     * @param listener told of progress, as by {@link #sync}
     * @throws UnknownReleaseException if a release that was asked for has no matcher
     * @throws org.esxsync.api.EsxSyncException if nothing can be planned at all
     */
    SyncPlan plan(SyncRequest request, SyncListener listener);

    /**
     * Scans the sources and publishes every patch that is wanted and not there yet. One bad patch
     * or source does not stop the others.
     *
     * @param listener told of progress, beside the listeners that are registered as services; it is
     *     called by several threads, and one that throws is left out of the rest of the sync
     * @throws UnknownReleaseException if a release that was asked for has no matcher
     * @throws MirrorLockedException if another process works on the mirror
     * @throws DiskFullException if the mirror's disk cannot take what is to be published; then
     *     nothing is
     * @throws org.esxsync.api.EsxSyncException if nothing can be synced at all, or the thread was
     *     interrupted
     */
    SyncReport sync(SyncRequest request, SyncListener listener);

    /**
     * Reads what stands in the mirror and compares it with the ledger. Changes nothing, and works
     * beside a running sync. A release whose directory stands there and of which the ledger knows
     * nothing, since it was lost or replaced, is one finding; so is a missing ledger, and an index
     * that does not reach all that is published.
     *
     * @param request the releases, whether or not they have a matcher; none of them means all
     * @throws UnknownReleaseException if a release has neither a matcher nor a directory
     * @throws org.esxsync.api.EsxSyncException if no mirror is there, or its ledger cannot be used
     */
    VerifyReport verify(SyncRequest request, VerifyListener listener);

    /**
     * Verifies, and makes good what is not as it was published: fetches files again and puts them
     * in place of the damaged ones, and moves what does not belong there into {@code
     * .esxsync/aside}. What a lost ledger, or a sync that broke off, may not have recorded stays
     * until the release is synced, and where the ledger is missing nothing is repaired. The history
     * tells of each file.
     *
     * @param request as for {@link #verify}
     * @throws UnknownReleaseException if a release has neither a matcher nor a directory
     * @throws MirrorLockedException if another process works on the mirror
     */
    VerifyReport repair(SyncRequest request, VerifyListener listener);

    /**
     * Removes superseded patches that the configuration does not keep, and those of releases that
     * it no longer names. Removes them from the index first, then deletes the files that no other
     * patch of the release needs. A removed patch is not published again until {@code keep=all}.
     *
     * @throws MirrorLockedException if another process works on the mirror
     * @throws org.esxsync.api.EsxSyncException if more than 40 % of all published patches would go
     *     and that is not forced
     */
    PruneReport prune(PruneRequest request);
}
