package org.esxsync.api.sync;

/**
 * What a plan needs of the mirror's disk.
 *
 * @param needed bytes that the patches of known size take, unpacked, with room to unpack them
 * @param expected bytes with those of approximate size, too; no less than are needed
 * @param free bytes that are free
 */
public record DiskSpace(long needed, long expected, long free) {

    /** What only exact sizes are known for. */
    public DiskSpace(long needed, long free) {
        this(needed, needed, free);
    }

    /** Whether there is room for what is sure to be needed; a sync is refused without. */
    public boolean isEnough() {
        return needed <= free;
    }

    /**
     * Whether there is room for all that is expected. A sync is not refused without, since an
     * approximate size can be wrong; a patch that turns out to be too large fails by itself.
     */
    public boolean isLikelyEnough() {
        return expected <= free;
    }
}
