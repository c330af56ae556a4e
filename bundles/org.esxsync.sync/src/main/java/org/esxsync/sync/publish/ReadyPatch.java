package org.esxsync.sync.publish;

import java.util.List;
import org.esxsync.api.sync.PlannedPatch;
import org.jspecify.annotations.Nullable;

/**
 * A planned patch of which everything is staged, or which failed before that.
 *
 * @param planned the patch
 * @param placements all that it consists of; empty if it failed
 * @param metadata the SHA-256 of its metadata document, or null if it has none
 * @param downloaded the bytes that were downloaded for it, and would be again if it were lost
 * @param failure why it failed, or null
 */
public record ReadyPatch(
        PlannedPatch planned,
        List<StagedPlacement> placements,
        @Nullable String metadata,
        long downloaded,
        @Nullable String failure) {

    public ReadyPatch {
        placements = List.copyOf(placements);
    }

    static ReadyPatch failed(PlannedPatch planned, String failure) {
        return new ReadyPatch(planned, List.of(), null, 0, failure);
    }

    int files() {
        return placements.stream().mapToInt(each -> each.files().size()).sum();
    }
}
