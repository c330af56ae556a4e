package org.esxsync.api.fetch;

import java.util.List;
import org.esxsync.api.patch.Digest;
import org.jspecify.annotations.Nullable;

/**
 * An artifact on disk whose size and digests were checked.
 *
 * @param size its bytes, before unpacking
 * @param sha256 our own SHA-256 of it in hexadecimal digits, before unpacking
 * @param checked the published digests that were compared and agreed; one that this platform cannot
 *     compute is missing here
 * @param computed our own digests of it, before unpacking, beside the SHA-256
 * @param files what stands at the target: the file itself, or all that was unpacked, by path
 * @param directory the name of the single directory at the archive's top, which was left out, or
 *     null if there was none
 */
public record StagedArtifact(
        long size,
        String sha256,
        List<Digest> checked,
        List<Digest> computed,
        List<StagedFile> files,
        @Nullable String directory) {

    public StagedArtifact {
        checked = List.copyOf(checked);
        computed = List.copyOf(computed);
        files = List.copyOf(files);
    }

    /** One of which no other digest was computed and no directory left out. */
    public StagedArtifact(long size, String sha256, List<Digest> checked, List<StagedFile> files) {
        this(size, sha256, checked, List.of(), files, null);
    }
}
