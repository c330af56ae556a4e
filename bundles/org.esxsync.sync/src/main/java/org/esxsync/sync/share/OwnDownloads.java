package org.esxsync.sync.share;

import java.nio.file.Path;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.layout.Placement;

/**
 * What this process downloads for itself.
 *
 * @param fetch downloads it
 * @param partials where interrupted downloads are kept
 */
public record OwnDownloads(ArtifactFetch fetch, Path partials) implements Downloads {

    @Override
    public StagedArtifact download(Placement placement, Path target, TransferListener listener) {
        return fetch.fetch(placement, target, partials, listener);
    }
}
