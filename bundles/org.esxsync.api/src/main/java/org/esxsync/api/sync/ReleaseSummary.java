package org.esxsync.api.sync;

import org.esxsync.api.release.EsxRelease;

/**
 * A release that can be synced.
 *
 * @param release the release
 * @param matcher the bundle whose matcher answers for it
 * @param claimed how many listed patches its matcher claims
 * @param published how many patches stand in its directory
 */
public record ReleaseSummary(EsxRelease release, String matcher, int claimed, int published) {}
