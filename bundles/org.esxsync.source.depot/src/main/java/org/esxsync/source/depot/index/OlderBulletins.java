package org.esxsync.source.depot.index;

import org.esxsync.api.patch.Platform;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.source.depot.metadata.Bulletin;

/** Whether bulletins are for 4.1 and before, as their ids and platforms tell. For one thread. */
final class OlderBulletins {

    private boolean any;
    private boolean older;
    private boolean later;

    void add(Bulletin bulletin) {
        any = true;
        if (LegacyPatchId.parse(bulletin.id()).isPresent()) {
            older = true;
            return;
        }
        older |= bulletin.platforms().stream().anyMatch(OlderBulletins::isOlder);
        later |= bulletin.platforms().stream().anyMatch(OlderBulletins::isLater);
    }

    boolean areAny() {
        return any;
    }

    /** Whether one is, and no other is for a later release. */
    boolean areOlder() {
        return older && !later;
    }

    static boolean isOlder(Platform platform) {
        return platform.versionPattern().matches("[34]\\..*");
    }

    static boolean isLater(Platform platform) {
        return platform.versionPattern().matches("([5-9]|\\d\\d).*");
    }
}
