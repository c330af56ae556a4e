package org.esxsync.sync.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.ClaimedDownload;
import org.esxsync.api.patch.Artifact;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.mirror.MirrorPaths;

/**
 * Where nodes put what they download for a writer: into the staging directory of its epoch, each
 * under a name that nobody else has. That directory is there as long as it is the writer's, and no
 * node makes it again. Nothing comes from there into a release but by the writer.
 *
 * @param mirror of any epoch
 * @param fetch downloads
 * @param partials where this node keeps interrupted downloads, below those of the writer
 * @param writes forces files to disk
 */
record StagedClaims(
        MirrorPaths mirror, ArtifactFetch fetch, UnaryOperator<Path> partials, DurableFiles writes)
        implements ClaimedDownloads.Fetch {

    static final String PREFIX = "shared-";

    @Override
    public StagedArtifact fetch(ClaimedDownload claim, TransferListener listener)
            throws IOException {
        MirrorPaths ofWriter = mirror.in(claim.epoch());
        if (!Files.isDirectory(ofWriter.staging())) {
            throw new EsxSyncException(
                    "%s is not there; mount the mirror's directory as on the other machines"
                            .formatted(ofWriter.staging()));
        }
        Path target = path(ofWriter, claim.offer().number(), claim.attempt());
        Artifact artifact = claim.offer().artifact();
        StagedArtifact staged =
                fetch.fetch(
                        new Placement(artifact, artifact.path(), claim.offer().unpack()),
                        target,
                        partials.apply(ofWriter.partials()),
                        listener);
        writes.persist(target);
        return staged;
    }

    /** Where an attempt puts it. */
    static Path path(MirrorPaths ofWriter, int number, int attempt) {
        return ofWriter.staging().resolve("%s%d-%d".formatted(PREFIX, number, attempt));
    }
}
