package org.esxsync.api.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;

/**
 * What a sync would do.
 *
 * @param patches what it would publish, in the order of release dates
 * @param settled what needs no work or cannot be done: present, not downloadable, in conflict,
 *     failed to be read
 * @param failedSources the sources that could not be read
 * @param disk what it needs of the mirror's disk
 * @param remarks how the zips on servers are read that patches come from, each as one line
 */
public record SyncPlan(
        List<PlannedPatch> patches,
        List<PatchOutcome> settled,
        List<SourceFailure> failedSources,
        DiskSpace disk,
        List<String> remarks) {

    public SyncPlan {
        patches = List.copyOf(patches);
        settled = List.copyOf(settled);
        failedSources = List.copyOf(failedSources);
        remarks = List.copyOf(remarks);
    }

    /** A plan on which there is nothing to remark. */
    public SyncPlan(
            List<PlannedPatch> patches,
            List<PatchOutcome> settled,
            List<SourceFailure> failedSources,
            DiskSpace disk) {
        this(patches, settled, failedSources, disk, List.of());
    }

    /** A plan that needs nothing of the disk. */
    public SyncPlan(
            List<PlannedPatch> patches,
            List<PatchOutcome> settled,
            List<SourceFailure> failedSources) {
        this(patches, settled, failedSources, new DiskSpace(0, 0));
    }

    /**
     * The bytes to download, as far as exact sizes are published. A file of several patches, as its
     * SHA-256 tells, counts once.
     */
    public long knownSize() {
        return sum(Artifact::size);
    }

    /** The same, as far as sizes are published exactly or approximately. */
    public long expectedSize() {
        return sum(Artifact::expectedSize);
    }

    private long sum(ToLongFunction<Artifact> size) {
        Set<Digest> counted = new HashSet<>();
        return patches.stream()
                .flatMap(planned -> planned.patch().artifacts().stream())
                .filter(artifact -> artifact.sha256().map(counted::add).orElse(true))
                .mapToLong(artifact -> Math.max(0, size.applyAsLong(artifact)))
                .sum();
    }

    /** How many patches have at least one artifact whose exact size is not published. */
    public long patchesOfUnknownSize() {
        return patchesWith(artifact -> artifact.size() == Artifact.UNKNOWN_SIZE);
    }

    /** How many patches have at least one artifact of which not even an approximate size is. */
    public long patchesWithoutSize() {
        return patchesWith(artifact -> artifact.expectedSize() == Artifact.UNKNOWN_SIZE);
    }

    private long patchesWith(Predicate<Artifact> artifact) {
        return patches.stream()
                .filter(planned -> planned.patch().artifacts().stream().anyMatch(artifact))
                .count();
    }
}
