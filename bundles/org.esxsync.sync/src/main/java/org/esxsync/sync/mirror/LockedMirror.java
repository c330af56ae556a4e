package org.esxsync.sync.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.sync.files.DurableFiles;

/**
 * A mirror whose lock is held, with what it takes to change it.
 *
 * @param mirror where things are
 * @param ledger its ledger
 * @param layouts where patches go
 * @param writes how files get there
 * @param clock tells when
 * @param formerStay how long files stay after an index has left them
 */
public record LockedMirror(
        MirrorPaths mirror,
        Ledger ledger,
        PatchLayouts layouts,
        DurableFiles writes,
        Clock clock,
        Duration formerStay) {

    /** The same, but nothing stays that an index has left. */
    public LockedMirror withoutFormer() {
        return new LockedMirror(mirror, ledger, layouts, writes, clock, Duration.ZERO);
    }

    /**
     * Empties the staging directory. What a killed process left there is of no use once the
     * ledger's open intents are finished, and could be taken for what is staged now.
     */
    public void clearStaging() {
        try {
            DirectoryTree.delete(mirror.staging());
            Files.createDirectories(mirror.staging());
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the staging directory %s cannot be cleared: %s; check disk and rights"
                            .formatted(mirror.staging(), PlainReason.withFile(e)),
                    e);
        }
    }
}
