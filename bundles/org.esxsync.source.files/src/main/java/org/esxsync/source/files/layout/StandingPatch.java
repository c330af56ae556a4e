package org.esxsync.source.files.layout;

import java.util.Optional;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;

/**
 * A patch that stands in a release's directory.
 *
 * @param place its directory if it is unpacked, else its archive. A date that came or changed after
 *     the patch was published is in its name only once the directory was renamed.
 */
record StandingPatch(Patch patch, String place) {

    static StandingPatch of(IndexedPatch indexed) {
        RelativePath file = indexed.firstFile();
        return new StandingPatch(
                indexed.patch(),
                file == null || !Places.isUnpacked(indexed.patch())
                        ? Places.of(indexed.patch())
                        : file.value().split("/", 2)[0]);
    }

    boolean isUnpacked() {
        return Places.isUnpacked(patch);
    }

    Optional<Artifact> archive() {
        return patch.artifacts().stream().findFirst();
    }

    /** The size of the archive in bytes, if it is published. */
    Optional<String> size() {
        return archive()
                .filter(archive -> archive.size() != Artifact.UNKNOWN_SIZE)
                .map(archive -> Long.toString(archive.size()));
    }

    Optional<String> digest(Digest.Algorithm algorithm) {
        return archive().stream()
                .flatMap(archive -> archive.digests().stream())
                .filter(digest -> digest.algorithm() == algorithm)
                .map(Digest::hex)
                .findFirst();
    }

    String released() {
        return patch.releaseDate() == null ? "" : patch.releaseDate().toString();
    }
}
