package org.esxsync.sync.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.sync.files.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(LockedMirror.class);

    /** The same, but nothing stays that an index has left. */
    public LockedMirror withoutFormer() {
        return new LockedMirror(mirror, ledger, layouts, writes, clock, Duration.ZERO);
    }

    /**
     * Takes over what writers of earlier epochs left, so that they can change nothing more.
     *
     * @throws EsxSyncException if that is not possible
     */
    public void takeOver() {
        if (mirror.epoch() > 0) {
            ledger.requireWriter();
            try {
                new Stages(mirror).takeOver();
            } catch (IOException e) {
                throw new EsxSyncException(
                        "what another node was preparing in %s cannot be taken over: %s; check disk and rights"
                                .formatted(mirror.state(), PlainReason.withFile(e)),
                        e);
            }
        }
    }

    /** Leaves nothing that is named by this epoch, if it can. */
    public void leave() {
        try {
            new Stages(mirror).leave();
        } catch (IOException e) {
            LOG.debug("{}: the next writer clears it", mirror.staging(), e);
        }
    }

    /** Where the writer of an intent staged what it names. */
    public Path stage(String name) {
        return new Stages(mirror).of(name);
    }

    /**
     * Moves what stands in a release to another place. Where a stale writer could do so, too, it
     * goes by way of the staging area; see {@link Stages}.
     */
    public void moveAway(Path from, Path to) throws IOException {
        if (mirror.epoch() == 0) {
            writes.move(from, to);
        } else {
            Path between = mirror.staging().resolve("moved");
            DirectoryTree.delete(between);
            writes.move(from, between);
            writes.move(between, to);
        }
    }

    /**
     * Deletes a file, if it is there. Where a stale writer could do so, too, it goes by way of the
     * staging area; see {@link Stages}.
     */
    public boolean delete(Path file) throws IOException {
        return writes.delete(file, mirror.epoch() == 0 ? null : mirror.staging());
    }

    /**
     * Empties the staging directory. What a killed process left there is of no use once the
     * ledger's open intents are finished, and could be taken for what is staged now.
     */
    public void clearStaging() {
        try {
            new Stages(mirror).clear();
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the staging directory %s cannot be cleared: %s; check disk and rights"
                            .formatted(mirror.staging(), PlainReason.withFile(e)),
                    e);
        }
    }
}
