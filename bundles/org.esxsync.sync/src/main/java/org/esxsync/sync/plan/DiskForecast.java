package org.esxsync.sync.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;

/**
 * What a plan needs of the mirror's disk. Safe for many threads.
 *
 * @param mirror the mirror
 * @param layouts where patches go, by format
 * @param parallel how many patches are downloaded at a time
 */
public record DiskForecast(MirrorPaths mirror, PatchLayouts layouts, int parallel) {

    /** For directories, the ledger and its log. */
    private static final long RESERVE = 1 << 20;

    /** What a plan needs and is expected to need, as far as sizes are published; what is free. */
    public DiskSpace space(Collection<PlannedPatch> planned) {
        DiskDemand needed = new DiskDemand(parallel, planned.isEmpty() ? 0 : RESERVE);
        DiskDemand expected = new DiskDemand(parallel, planned.isEmpty() ? 0 : RESERVE);
        Map<EsxRelease, Set<RelativePath>> counted = new HashMap<>();
        Set<Digest> shared = new HashSet<>();
        Set<Artifact> documents = new HashSet<>();
        Set<EsxRelease> missing = new HashSet<>();
        for (PlannedPatch each : planned) {
            // The other releases get hard links.
            EsxRelease release = each.releases().get(0);
            Set<RelativePath> paths = counted.computeIfAbsent(release, none -> new HashSet<>());
            for (Placement placement : placements(each.patch())) {
                Artifact artifact = placement.artifact();
                RelativePath path = placement.path();
                boolean isNew = artifact.sha256().map(shared::add).orElse(true);
                if (paths.add(path) && isNew && !isThere(release, path, missing)) {
                    needed.keep(placement, artifact.size());
                    expected.keep(placement, artifact.expectedSize());
                }
                needed.unpack(placement, artifact.size());
                expected.unpack(placement, artifact.expectedSize());
            }
            Artifact metadata = each.patch().metadata();
            if (metadata != null && documents.add(metadata)) {
                needed.keep(metadata.size());
                expected.keep(metadata.expectedSize());
            }
        }
        return new DiskSpace(needed.bytes(), expected.bytes(), new DiskRoom(mirror).free());
    }

    /** Asks for each file only in a release that has any. */
    private boolean isThere(EsxRelease release, RelativePath path, Set<EsxRelease> missing) {
        if (missing.contains(release)) {
            return false;
        }
        Path directory = mirror.release(release);
        if (FileTree.exists(path.under(directory))) {
            return true;
        }
        if (!Files.exists(directory)) {
            missing.add(release);
        }
        return false;
    }

    /** If a patch cannot be placed, publishing it reports why. */
    private List<Placement> placements(Patch patch) {
        try {
            return layouts.place(patch);
        } catch (EsxSyncException e) {
            return List.of();
        }
    }
}
