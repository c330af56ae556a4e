package org.esxsync.shell.progress;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a sync on a terminal: outcomes stay, and below them stand the transfers
 * that run. It is painted by the threads that report progress, ten times a second at most.
 */
public final class SyncProgress extends SyncLines implements AutoCloseable {

    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private final LiveArea area;
    private final LongSupplier nanoTime;
    private final TransferTable transfers = new TransferTable();
    private @Nullable String scanned;
    private long painted;

    /**
     * @param nanoTime such as {@link System#nanoTime}
     */
    public SyncProgress(Console console, LongSupplier nanoTime) {
        super(console);
        this.area = new LiveArea(console);
        this.nanoTime = nanoTime;
        this.painted = nanoTime.getAsLong() - PAUSE;
    }

    @Override
    public synchronized void scanning(String source) {
        scanned = source;
        paint();
    }

    @Override
    public synchronized void scanned(String source, int patches, boolean unchanged) {
        scanned = null;
        paint();
        super.scanned(source, patches, unchanged);
    }

    @Override
    public synchronized void sourceFailed(SourceFailure failure) {
        scanned = null;
        paint();
        super.sourceFailed(failure);
    }

    @Override
    public synchronized void planned(SyncPlan plan) {
        scanned = null;
        transfers.planned(plan);
        paint();
        super.planned(plan);
    }

    @Override
    public synchronized void started(Patch patch) {
        transfers.started(patch);
        paint();
    }

    @Override
    public synchronized void transferred(Patch patch, long done, long total) {
        super.transferred(patch, done, total);
        long now = nanoTime.getAsLong();
        transfers.transferred(patch, done, total, now);
        if (now - painted >= PAUSE) {
            paint();
        }
    }

    @Override
    public synchronized void finished(PatchOutcome outcome) {
        transfers.finished(outcome);
        paint();
        super.finished(outcome);
    }

    @Override
    synchronized void print(String line) {
        area.print(line);
    }

    private void paint() {
        painted = nanoTime.getAsLong();
        area.show(
                scanned == null
                        ? transfers.lines(area.room())
                        : List.of("reading " + PlainText.of(scanned) + " …"));
    }

    /** Leaves only what stays. */
    @Override
    public synchronized void close() {
        area.show(List.of());
    }
}
