package org.esxsync.source.depot.write;

import java.util.List;
import org.esxsync.api.patch.Platform;

/**
 * The version of the release whose depot is written. Somebody may claim a patch for it by hand that
 * is labelled otherwise; its metadata then has to say what the host is, or the host would not take
 * it.
 *
 * @param version the version
 */
public record ReleaseVersion(String version) {

    /** Whether the platforms are published, and none of them is this version's. */
    public boolean isClaimedByHand(List<Platform> platforms) {
        return !platforms.isEmpty() && platforms.stream().noneMatch(this::isCovered);
    }

    private boolean isCovered(Platform platform) {
        return platform.covers(platform.product(), version);
    }

    /** The platform as this version's depot has it. */
    Platform claimed(Platform platform) {
        return isCovered(platform) ? platform : new Platform(platform.product(), version);
    }
}
