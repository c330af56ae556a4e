package org.esxsync.api.sync;

/**
 * What a plan needs of the mirror's disk.
 *
 * @param needed bytes that the patches of known size take, unpacked, with room to unpack them
 * @param free bytes that are free
 */
public record DiskSpace(long needed, long free) {

    /** Whether the plan fits. */
    public boolean isEnough() {
        return needed <= free;
    }
}
