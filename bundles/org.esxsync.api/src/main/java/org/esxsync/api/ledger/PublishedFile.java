package org.esxsync.api.ledger;

import java.time.Instant;
import java.util.Objects;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * A file in a release's directory. Two are equal if they have the same path, type, size, SHA-256
 * and mode: the CRC-32 follows from the content, and what has the same content at another time is
 * the same file.
 *
 * @param path where it stands, below the release's directory
 * @param type what it is
 * @param size its bytes
 * @param sha256 its SHA-256 in hexadecimal digits
 * @param executable whether a plain file's mode is 0755; else it is 0644
 * @param crc32 its CRC-32, from 0 to 0xffffffff; {@link StagedFile#UNKNOWN_CRC} for a link, and
 *     where nobody computed it
 * @param modified when it was last written before it was published, to the millisecond; null where
 *     that was not recorded
 */
public record PublishedFile(
        RelativePath path,
        StagedFile.Type type,
        long size,
        String sha256,
        boolean executable,
        long crc32,
        @Nullable Instant modified) {

    /** A file of which neither CRC-32 nor time is known. */
    public PublishedFile(
            RelativePath path, StagedFile.Type type, long size, String sha256, boolean executable) {
        this(path, type, size, sha256, executable, StagedFile.UNKNOWN_CRC, null);
    }

    /** The same file at another path. */
    public PublishedFile at(RelativePath other) {
        return new PublishedFile(other, type, size, sha256, executable, crc32, modified);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PublishedFile file
                && path.equals(file.path)
                && type == file.type
                && size == file.size
                && sha256.equals(file.sha256)
                && executable == file.executable;
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, type, size, sha256, executable);
    }
}
