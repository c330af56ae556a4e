package org.esxsync.sync.publish;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.plan.Settled;

/**
 * A patch of a group, for one of its releases.
 *
 * @param release the release
 * @param ready the patch, all of it staged
 * @param key the patch's key
 */
record Member(EsxRelease release, ReadyPatch ready, PatchKey key) {

    Patch patch() {
        return ready.planned().patch();
    }

    List<StagedPlacement> staged() {
        return ready.placements();
    }

    Settled settled(Outcome outcome, String detail) {
        return new Settled(
                key, new PatchOutcome(patch().id(), patch().source(), release, outcome, detail));
    }
}
