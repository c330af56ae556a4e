package org.esxsync.api.sync;

import java.util.List;

/**
 * What was pruned, or would be.
 *
 * @param patches the patches, by release and id
 * @param former what stays of them, and of what left an index earlier
 */
public record PruneReport(List<PrunedPatch> patches, FormerFiles former) {

    public PruneReport {
        patches = List.copyOf(patches);
    }

    /** Of which nothing stays. */
    public PruneReport(List<PrunedPatch> patches) {
        this(patches, FormerFiles.NONE);
    }

    /** The bytes of their files that no other patch of their releases needs. */
    public long bytes() {
        return patches.stream().mapToLong(PrunedPatch::bytes).sum();
    }
}
