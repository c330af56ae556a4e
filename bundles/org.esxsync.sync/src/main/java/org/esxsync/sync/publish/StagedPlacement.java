package org.esxsync.sync.publish;

import java.util.List;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.VerifiedArtifact;

/**
 * A placement whose bytes are staged.
 *
 * @param placement where it goes
 * @param staged its bytes
 * @param files as they will stand in the release's directory, by path
 */
record StagedPlacement(Placement placement, StagedFiles staged, List<PublishedFile> files) {

    StagedPlacement(Placement placement, StagedFiles staged) {
        this(placement, staged, staged.publishedAt(placement));
    }

    VerifiedArtifact verified() {
        StagedArtifact artifact = staged.artifact();
        return new VerifiedArtifact(
                placement.artifact().path(),
                artifact.size(),
                artifact.sha256(),
                artifact.checked(),
                artifact.computed());
    }
}
