package org.esxsync.api.fetch;

import java.nio.file.Path;
import java.util.Optional;
import org.esxsync.api.patch.Artifact;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Brings artifacts to disk, verified. Size and every published digest are checked in the same pass
 * that writes; whatever fails leaves nothing at the target. Safe for many threads. A call ends with
 * a {@link FetchException} soon after its thread was interrupted.
 */
@ProviderType
public interface Downloader {

    /**
     * Downloads an artifact to a file.
     *
     * @param artifact what to download and what is known of it
     * @param target the file to write; its directory exists, it does not
     * @param partials a directory, made if missing, in which an interrupted download may be kept
     *     for a later call to resume; owned by the downloader
     * @param listener told how many bytes have come
     * @throws FetchException if it cannot be read, or is not what was published
     */
    StagedArtifact download(
            Artifact artifact, Path target, Path partials, TransferListener listener);

    /**
     * Downloads an archive and unpacks it on the way, with the same checks and parameters. No entry
     * leaves the target directory: one that would fails the call, as does anything but plain files,
     * directories and links that stay inside. Modes become 0644 or 0755.
     *
     * @param target the directory to make. A single directory at the archive's top is left out, and
     *     its content stands here.
     * @throws FetchException if it cannot be read, is not what was published, or is not an archive
     *     that is safe to unpack
     */
    StagedArtifact unpack(Artifact artifact, Path target, Path partials, TransferListener listener);

    /**
     * How the zip on a server is read that an artifact is an entry of: by ranges, or downloaded
     * whole; in words for people. Nothing if the artifact is no such entry, or if the zip was not
     * read of late.
     */
    default Optional<String> reading(Artifact artifact) {
        return Optional.empty();
    }

    /**
     * How many downloads from one host go on at the same time; at least 1. Several machines that
     * share the downloads of one sync keep to it together.
     */
    default int perHost() {
        return 1;
    }
}
