/**
 * The root of every error that ESX Sync reports, and what holds in all packages of its API.
 *
 * <p>A host program starts in {@link org.esxsync.api.sync}; a plug-in implements {@link
 * org.esxsync.api.release.VersionMatcher} for a release, or {@link
 * org.esxsync.api.source.PatchSource} for a place where patches are listed. Nothing is null unless
 * it is marked so. Records are values: their lists are their own and cannot be changed. An error is
 * an {@link org.esxsync.api.EsxSyncException}, whose message is fit for people:
 *
 * <pre>{@code
 * try {
 *     patchSync.sync(request, SyncListener.NONE);
 * } catch (MirrorLockedException e) {
 *     tryAgainLater(e.owner());
 * } catch (EsxSyncException e) {
 *     log.error(e.getMessage());
 * }
 * }</pre>
 */
@Export
@Version("1.2.0")
@NullMarked
package org.esxsync.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
