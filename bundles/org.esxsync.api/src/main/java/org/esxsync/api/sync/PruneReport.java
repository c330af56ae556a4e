package org.esxsync.api.sync;

import java.util.List;

/**
 * What was pruned, or would be.
 *
 * @param patches the patches, by release and id
 */
public record PruneReport(List<PrunedPatch> patches) {

    public PruneReport {
        patches = List.copyOf(patches);
    }

    /** The bytes of their files that no other patch of their releases needs. */
    public long bytes() {
        return patches.stream().mapToLong(PrunedPatch::bytes).sum();
    }
}
