package org.esxsync.api.fetch;

import org.esxsync.api.patch.RelativePath;

/**
 * A file that was written.
 *
 * @param path where, below the target directory; for a single file, its name
 * @param type what it is
 * @param size its bytes; for a link, those of the text that it holds
 * @param sha256 the SHA-256 in hexadecimal digits of its bytes, or of a link's text
 * @param crc32 the CRC-32 of its bytes, from 0 to 0xffffffff; {@link #UNKNOWN_CRC} for a link, and
 *     where nobody computed it
 */
public record StagedFile(RelativePath path, Type type, long size, String sha256, long crc32) {

    /** Nobody computed it. */
    public static final long UNKNOWN_CRC = -1;

    /** A file whose CRC-32 is not known. */
    public StagedFile(RelativePath path, Type type, long size, String sha256) {
        this(path, type, size, sha256, UNKNOWN_CRC);
    }

    /** What stands at a path. Directories are not listed. */
    public enum Type {
        /** A plain file. */
        FILE,
        /** A link that stays inside the directory it was unpacked into. */
        SYMBOLIC_LINK
    }
}
