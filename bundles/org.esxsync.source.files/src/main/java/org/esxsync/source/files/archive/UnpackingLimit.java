package org.esxsync.source.files.archive;

import org.esxsync.api.source.MalformedSourceException;

/** How much may be unpacked of one file of a share, with all the archives that are in it. */
final class UnpackingLimit {

    private static final int MAX_ARCHIVES = 1_000;
    private static final long MAX_OF_ONE = 8L << 30;
    private static final long MAX_OF_ALL = 16L << 30;

    private final String place;
    private final long maxOfOne;
    private final long maxOfAll;
    private int archives;
    private long ofOne;
    private long ofAll;

    /**
     * @param place where the file is, for people
     */
    UnpackingLimit(String place) {
        this(place, MAX_OF_ONE, MAX_OF_ALL);
    }

    /**
     * @param maxOfOne bytes of one archive
     * @param maxOfAll bytes of all of them
     */
    UnpackingLimit(String place, long maxOfOne, long maxOfAll) {
        this.place = place;
        this.maxOfOne = maxOfOne;
        this.maxOfAll = maxOfAll;
    }

    /** Counts archives that are to be unpacked. */
    void expect(int more) {
        archives += more;
        if (archives > MAX_ARCHIVES) {
            throw new MalformedSourceException(
                    place,
                    "it holds more than %d archives, with those in others; unpack it"
                            .formatted(MAX_ARCHIVES));
        }
    }

    /** Begins with the next archive. */
    void next() {
        requireLeft();
        ofOne = 0;
    }

    /** Counts bytes that were unpacked, whether or not they turn out to be of use. */
    void count(int bytes) {
        ofOne += bytes;
        ofAll += bytes;
        if (ofOne > maxOfOne) {
            throw new MalformedSourceException(
                    place,
                    "an archive in it is larger than %d bytes; unpack it".formatted(maxOfOne));
        }
        requireLeft();
    }

    /** Ends the reading of a file of which too much was unpacked. */
    void requireLeft() {
        if (ofAll > maxOfAll) {
            throw new MalformedSourceException(
                    place,
                    "the archives in it are together larger than %d bytes; unpack it"
                            .formatted(maxOfAll));
        }
    }
}
