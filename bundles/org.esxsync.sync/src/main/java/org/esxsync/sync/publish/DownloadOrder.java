package org.esxsync.sync.publish;

import java.util.Comparator;
import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PlannedPatch;

/**
 * The order in which planned patches are downloaded: the largest first, so that no large one is
 * left for the end, when it would have a slow server's one connection while the others lie idle.
 */
public final class DownloadOrder {

    private DownloadOrder() {}

    /**
     * Sorts patches by the size to expect. One of unknown size is taken for an average one: it may
     * be large, and so must not come last, but those that are known to be large come before it.
     * Patches of the same size keep their order.
     */
    public static List<PlannedPatch> sort(List<PlannedPatch> patches) {
        long average =
                (long)
                        patches.stream()
                                .map(PlannedPatch::patch)
                                .filter(DownloadOrder::isSizeKnown)
                                .mapToLong(Patch::expectedSize)
                                .average()
                                .orElse(0);
        return patches.stream()
                .sorted(
                        Comparator.comparingLong(
                                        (PlannedPatch planned) -> size(planned.patch(), average))
                                .reversed())
                .toList();
    }

    private static long size(Patch patch, long average) {
        long expected = patch.expectedSize();
        return isSizeKnown(patch) ? expected : Math.max(expected, average);
    }

    private static boolean isSizeKnown(Patch patch) {
        return patch.artifacts().stream()
                .noneMatch(artifact -> artifact.expectedSize() == Artifact.UNKNOWN_SIZE);
    }
}
