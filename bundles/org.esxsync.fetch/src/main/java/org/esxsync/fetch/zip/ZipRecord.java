package org.esxsync.fetch.zip;

/**
 * What a zip's directory says of one entry: PKWARE's APPNOTE, 4.3.12.
 *
 * @param flags bit 0: encrypted
 * @param method 0: stored, 8: deflated
 * @param crc the CRC-32 of its content
 * @param packed bytes in the zip
 * @param size bytes of its content
 * @param start where its local header begins
 * @param end where the next entry, or the directory, begins
 */
record ZipRecord(
        String name,
        int flags,
        int method,
        long crc,
        long packed,
        long size,
        long start,
        long end) {

    /** The longest header and what may follow the data. */
    private static final long MOST_AROUND = 2 * 0xffff + 64;

    ZipRecord endingAt(long newEnd) {
        return new ZipRecord(name, flags, method, crc, packed, size, start, newEnd);
    }

    /** Where its data ends at the latest. */
    long reach() {
        return Math.min(end, start + MOST_AROUND + packed);
    }

    boolean isEncrypted() {
        return (flags & 1) != 0;
    }
}
