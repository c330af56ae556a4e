package org.esxsync.api.sync;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;

/**
 * A patch and the releases that have to do with it.
 *
 * @param patch the patch; of several sources that list it, as the one that tells most of it does
 * @param claimedBy the releases whose matchers claim it, in order; empty if none does
 * @param publishedIn the releases in whose directories it stands, in order
 * @param size bytes of its artifacts, as published or else as they were measured; -1 while unknown
 * @param supersededBy ids of patches that take its place; empty as long as it is up to date in one
 *     of the releases that claim it or have it, or in the one release that was asked for
 * @param recalled whether its publisher has recalled it, or a VIB that it has
 * @param sources the names of all sources that list it, in order
 */
public record PatchSummary(
        Patch patch,
        List<EsxRelease> claimedBy,
        List<EsxRelease> publishedIn,
        long size,
        List<String> supersededBy,
        boolean recalled,
        List<String> sources) {

    public PatchSummary {
        claimedBy = List.copyOf(claimedBy);
        publishedIn = List.copyOf(publishedIn);
        supersededBy = List.copyOf(supersededBy);
        sources = List.copyOf(sources);
    }

    /** A patch that one source lists. */
    public PatchSummary(
            Patch patch,
            List<EsxRelease> claimedBy,
            List<EsxRelease> publishedIn,
            long size,
            List<String> supersededBy,
            boolean recalled) {
        this(patch, claimedBy, publishedIn, size, supersededBy, recalled, List.of(patch.source()));
    }

    /** A patch that nobody has recalled and whose place none takes. */
    public PatchSummary(
            Patch patch, List<EsxRelease> claimedBy, List<EsxRelease> publishedIn, long size) {
        this(patch, claimedBy, publishedIn, size, List.of(), false);
    }
}
