package org.esxsync.source.files.archive;

import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.source.files.share.ShareFile;
import org.jspecify.annotations.Nullable;

/**
 * A patch that was found in a share.
 *
 * @param file the file that it is, or is in
 * @param place where it is, for people
 * @param id the patch's id
 * @param artifact its archive, without digests
 * @param digests those of the archive that we computed; empty if it is on a server
 * @param descriptor what its own description tells
 * @param rollUp the roll-up that it was found in; empty if it stands alone
 * @param bulletin what a reader of archives told of it, or null
 */
public record FoundArchive(
        ShareFile file,
        String place,
        String id,
        Artifact artifact,
        List<Digest> digests,
        Descriptor descriptor,
        String rollUp,
        @Nullable Patch bulletin) {

    public FoundArchive {
        digests = List.copyOf(digests);
    }

    /** The same, as if nothing in it told what it is. */
    public FoundArchive withoutDescription() {
        return new FoundArchive(
                file, place, id, artifact, digests, Descriptor.NONE, rollUp, bulletin);
    }

    /** The one that says which content it is; empty if it is on a server. */
    public String content() {
        return digests.stream()
                .filter(digest -> digest.algorithm() == Digest.Algorithm.SHA_256)
                .map(Digest::hex)
                .findFirst()
                .orElse("");
    }
}
