package org.esxsync.api.sync;

import org.esxsync.api.release.EsxRelease;

/**
 * A release that can be synced. A patch that several sources list counts once.
 *
 * @param release the release
 * @param matcher the bundle whose matcher answers for it
 * @param known how many of the patches that a source lists or once listed its matcher claims
 * @param claimed how many of these a source lists now, downloadable or not
 * @param published how many patches stand in its directory
 */
public record ReleaseSummary(
        EsxRelease release, String matcher, int known, int claimed, int published) {}
