package org.esxsync.sync.plan;

import java.util.PriorityQueue;
import org.esxsync.api.layout.Placement;

/** Adds up what artifacts take of a disk; those of unknown size take nothing. */
final class DiskDemand {

    /**
     * What an archive unpacks to, in percent of its size. Patches are archives of RPMs, which are
     * compressed already; the rest is for descriptions and for blocks that are not filled.
     */
    private static final long UNPACKED_PERCENT = 125;

    private final int parallel;
    private final PriorityQueue<Long> archives = new PriorityQueue<>();
    private long lasting;

    /**
     * @param parallel how many archives can be on disk beside what they are unpacked to
     * @param lasting bytes that are needed in any case
     */
    DiskDemand(int parallel, long lasting) {
        this.parallel = parallel;
        this.lasting = lasting;
    }

    /** What one artifact takes while it is unpacked. */
    static long of(Placement placement, long size) {
        DiskDemand one = new DiskDemand(1, 0);
        one.unpack(placement, size);
        one.keep(placement, size);
        return one.bytes();
    }

    /** Adds what is left of an artifact when it is published. */
    void keep(Placement placement, long size) {
        keep(placement.unpack() ? size * UNPACKED_PERCENT / 100 : size);
    }

    /** Adds a file that is kept as it is. */
    void keep(long size) {
        lasting += Math.max(0, size);
    }

    /** Adds the archive from which an artifact is unpacked. */
    void unpack(Placement placement, long size) {
        if (placement.unpack() && size > 0) {
            archives.add(size);
            if (archives.size() > parallel) {
                archives.remove();
            }
        }
    }

    /** What is needed at the worst, when the largest archives are under way. */
    long bytes() {
        return lasting + archives.stream().mapToLong(Long::longValue).sum();
    }
}
