package org.esxsync.api.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.esxsync.api.release.EsxRelease;

/**
 * How a mirror stands at the end of a sync, for those who look after many.
 *
 * @param name what it is called
 * @param at when the sync ended
 * @param isSuccess whether the sync had everything
 * @param releases how many patches each release has
 * @param freeBytes of the mirror's disk
 * @param totalBytes of the mirror's disk
 */
public record MirrorReport(
        String name,
        Instant at,
        boolean isSuccess,
        SortedMap<EsxRelease, Counts> releases,
        long freeBytes,
        long totalBytes) {

    /**
     * How many patches of a release.
     *
     * @param published those that stand in the mirror
     * @param failed those that could not be published
     */
    public record Counts(int published, int failed) {}

    public MirrorReport {
        releases = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(releases)));
    }

    /** How many patches stand in all releases. */
    public int published() {
        return releases.values().stream().mapToInt(Counts::published).sum();
    }

    /** How many could not be published, in all releases. */
    public int failed() {
        return releases.values().stream().mapToInt(Counts::failed).sum();
    }
}
