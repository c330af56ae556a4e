package org.esxsync.sync.share;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.layout.Placement;

/** Gets what a sync must download. For many threads. */
public interface Downloads {

    /** Some work that ends when it is closed. */
    interface Work extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Prepares for what is going to be asked for, until the result is closed.
     *
     * @param wanted tells it, in that order; more may be asked for, and less
     */
    default Work begin(Supplier<List<Placement>> wanted) {
        return () -> {};
    }

    /**
     * Gets a placement's artifact, verified.
     *
     * @param target the file or directory to make
     */
    StagedArtifact download(Placement placement, Path target, TransferListener listener)
            throws IOException;

    /** How many files each node downloaded, by its name; empty if they are not shared. */
    default Map<String, Integer> filesByNode() {
        return Map.of();
    }
}
