package org.esxsync.sync.publish;

import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.VerifiedArtifact;

/**
 * A placement whose bytes are staged, verified and on disk.
 *
 * @param placement where it goes
 * @param path where it is
 * @param artifact what was verified
 * @param files as they will stand in the release's directory, by path
 */
record StagedPlacement(
        Placement placement, Path path, StagedArtifact artifact, List<PublishedFile> files) {

    VerifiedArtifact verified() {
        return new VerifiedArtifact(
                placement.artifact().path(),
                artifact.size(),
                artifact.sha256(),
                artifact.checked(),
                artifact.computed());
    }
}
