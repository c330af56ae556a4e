package org.esxsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.DiskFullException;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.PlannedPatch;

/**
 * How full the mirror's disk is, and will be. Safe for many threads.
 *
 * @param mirror the mirror
 * @param layouts where patches go, by format
 * @param parallel how many patches are downloaded at a time
 */
record MirrorDisk(Mirror mirror, PatchLayouts layouts, int parallel) {

    /**
     * What an archive unpacks to, in percent of its size. Patches are archives of RPMs, which are
     * compressed already; the rest is for descriptions and for blocks that are not filled.
     */
    private static final long UNPACKED_PERCENT = 125;

    /** For directories, the ledger and its log. */
    private static final long RESERVE = 1 << 20;

    /** What a plan needs, as far as sizes are published, and what is free. */
    DiskSpace space(Collection<PlannedPatch> planned) {
        long needed = planned.isEmpty() ? 0 : RESERVE;
        Set<Path> counted = new HashSet<>();
        Set<Path> missing = new HashSet<>();
        PriorityQueue<Long> archives = new PriorityQueue<>();
        for (PlannedPatch each : planned) {
            // The other releases get hard links.
            Path release = mirror.release(each.releases().get(0));
            for (Placement placement : placements(each.patch())) {
                long size = placement.artifact().size();
                Path target = placement.path().under(release);
                if (counted.add(target) && !isThere(release, target, missing)) {
                    needed += standing(placement, size);
                }
                archives.add(archive(placement, size));
                if (archives.size() > parallel) {
                    archives.remove();
                }
            }
            Artifact metadata = each.patch().metadata();
            needed += metadata == null ? 0 : Math.max(0, metadata.size());
        }
        // The largest archives can be on disk beside what they are unpacked to.
        return new DiskSpace(needed + archives.stream().mapToLong(Long::longValue).sum(), free());
    }

    /** Asks for each file only in a release that has any. */
    private static boolean isThere(Path release, Path target, Set<Path> missing) {
        if (missing.contains(release)) {
            return false;
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.exists(release)) {
            missing.add(release);
        }
        return false;
    }

    /** Refuses an artifact whose bytes do not fit any more. */
    void requireRoom(Placement placement, long size) {
        long needed = standing(placement, size) + archive(placement, size);
        // For each patch: one call to the system, where a file store reads all mounts.
        if (needed <= mirror.root().toFile().getUsableSpace()) {
            return;
        }
        DiskSpace space = new DiskSpace(needed, free());
        if (!space.isEnough()) {
            throw new DiskFullException(mirror.root(), space);
        }
    }

    /** Why a patch cannot be placed is told when it is to be published. */
    private List<Placement> placements(Patch patch) {
        try {
            return layouts.place(patch);
        } catch (EsxSyncException e) {
            return List.of();
        }
    }

    private static long standing(Placement placement, long size) {
        long known = Math.max(0, size);
        return placement.unpack() ? known * UNPACKED_PERCENT / 100 : known;
    }

    private static long archive(Placement placement, long size) {
        return placement.unpack() ? Math.max(0, size) : 0;
    }

    /** The mirror's directory, or the one in which it will be made. */
    static Path existing(Mirror mirror) {
        return Stream.iterate(mirror.root(), path -> path != null, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .orElse(mirror.root());
    }

    private long free() {
        Path directory = existing(mirror);
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the free space of %s cannot be told: %s; check the disk"
                            .formatted(directory, e),
                    e);
        }
    }
}
