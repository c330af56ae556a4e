package org.esxsync.api.advisory;

import java.util.List;
import org.esxsync.api.sync.PatchSummary;

/**
 * A fix, and the patches of the mirror's catalogue that are it.
 *
 * @param fix the fix
 * @param patches the patches of its name or its build, in the catalogue's order; empty if no source
 *     lists one
 */
public record PatchedFix(Fix fix, List<PatchSummary> patches) {

    public PatchedFix {
        patches = List.copyOf(patches);
    }
}
