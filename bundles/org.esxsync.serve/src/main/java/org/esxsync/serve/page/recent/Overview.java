package org.esxsync.serve.page.recent;

import java.time.Instant;
import java.util.List;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * What the overview shows beside the status.
 *
 * @param releases the releases that have to do with a patch
 * @param withoutPatches the others that have a matcher
 * @param growth how the mirror grew
 * @param newest the newest event then, or null if there was none
 * @param at when it was read
 */
public record Overview(
        List<Release> releases,
        List<EsxRelease> withoutPatches,
        Growth growth,
        @Nullable HistoryEntry newest,
        Instant at)
        implements RecentReading.Dated {

    /**
     * A release.
     *
     * @param release the release
     * @param published how many patches it has
     * @param listed how many of its patches a source lists
     * @param missing how many the next sync would download
     * @param failed how many failed in the last sync
     * @param hasDepot whether it is a depot
     */
    public record Release(
            EsxRelease release,
            int published,
            int listed,
            long missing,
            long failed,
            boolean hasDepot) {}

    public Overview {
        releases = List.copyOf(releases);
        withoutPatches = List.copyOf(withoutPatches);
    }
}
