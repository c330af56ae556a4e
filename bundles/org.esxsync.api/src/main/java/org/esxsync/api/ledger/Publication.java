package org.esxsync.api.ledger;

import java.time.Instant;
import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * A patch that stands in a release's directory.
 *
 * @param release the release
 * @param patch the patch
 * @param at when it was put there
 * @param artifacts its artifacts as we verified them
 * @param files the files that it put there; other patches may share them
 * @param metadataSha256 names the mirror's copy of its metadata document, or null if it has none
 */
public record Publication(
        EsxRelease release,
        Patch patch,
        Instant at,
        List<VerifiedArtifact> artifacts,
        List<PublishedFile> files,
        @Nullable String metadataSha256) {

    public Publication {
        artifacts = List.copyOf(artifacts);
        files = List.copyOf(files);
    }
}
