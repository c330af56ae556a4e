package org.esxsync.api.sync;

import org.esxsync.api.release.EsxRelease;

/**
 * A patch that goes from a release's directory.
 *
 * @param release the release
 * @param patch its id
 * @param bytes of its files that no other patch needs
 * @param reason why it goes
 */
public record PrunedPatch(EsxRelease release, String patch, long bytes, String reason) {}
