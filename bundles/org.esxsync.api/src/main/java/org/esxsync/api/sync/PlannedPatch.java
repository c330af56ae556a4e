package org.esxsync.api.sync;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;

/**
 * A patch to publish.
 *
 * @param patch the patch
 * @param releases the releases in whose directories it is missing, in order; at least one
 */
public record PlannedPatch(Patch patch, List<EsxRelease> releases) {

    public PlannedPatch {
        releases = List.copyOf(releases);
    }
}
