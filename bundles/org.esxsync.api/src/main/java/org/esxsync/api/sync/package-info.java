/**
 * What a person or an embedding program asks of ESX Sync: plan, sync and look.
 *
 * <p>A host's own component gets the services by reference:
 *
 * <pre>{@code
 * @Component
 * public final class NightlyPatches implements Runnable {
 *     private final PatchSync patchSync;
 *
 *     @Activate
 *     public NightlyPatches(@Reference PatchSync patchSync) {
 *         this.patchSync = patchSync;
 *     }
 *
 *     @Override
 *     public void run() {
 *         SyncReport report = patchSync.sync(SyncRequest.of("esxi-8.0"), SyncListener.NONE);
 *         report.problems().forEach(problem -> LOG.warn("{}: {}", problem.patch(), problem.detail()));
 *     }
 * }
 * }</pre>
 */
@Export
@Version("1.8.0")
@NullMarked
package org.esxsync.api.sync;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
