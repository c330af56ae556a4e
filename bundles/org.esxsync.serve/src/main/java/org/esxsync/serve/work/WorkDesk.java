package org.esxsync.serve.work;

import java.time.Clock;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts work on the mirror, one at a time, and knows how it gets on; also of a sync that another
 * door of this process started. Safe for many threads.
 */
public final class WorkDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkDesk.class);

    private final Supplier<PatchSync> sync;
    private final WorkProgress progress;
    private final LoneWorker worker = new LoneWorker("esxsync-serve-work");
    private boolean isClosed;

    /**
     * @param sync asked when something is started
     */
    public WorkDesk(Supplier<PatchSync> sync, Clock clock) {
        this.sync = sync;
        this.progress = new WorkProgress(clock);
    }

    /**
     * Starts a sync or a verification.
     *
     * @return false if something runs already
     */
    public synchronized boolean start(WorkState.Kind kind) {
        if (isClosed || worker.isWorking() || progress.isRunning()) {
            return false;
        }
        progress.begin(kind, "Beginning");
        return worker.start(() -> work(kind));
    }

    private void work(WorkState.Kind kind) {
        try {
            switch (kind) {
                case SYNC -> sync.get().sync(SyncRequest.of(), progress);
                case VERIFICATION ->
                        progress.verified(
                                sync.get().verify(SyncRequest.of(), progress.verification()));
            }
        } catch (EsxSyncException e) {
            LOG.debug("what a page started ended without a report", e);
            progress.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("defect in what a page started", e);
            progress.failed("defect: " + e);
        } finally {
            progress.failed("It ended without a report");
        }
    }

    /** Where it stands. */
    public WorkState state() {
        return progress.state();
    }

    /** Hears of the syncs of this process; those that were started here it knows already. */
    public SyncListener heard() {
        return new Heard();
    }

    /** Reading sources is no sync yet: a plan does so, too, and never tells of its end. */
    private final class Heard implements SyncListener {

        private boolean isOfOthers() {
            return !worker.isWorking();
        }

        @Override
        public void planned(SyncPlan plan) {
            if (isOfOthers()) {
                progress.begin(WorkState.Kind.SYNC, "Beginning");
                progress.planned(plan);
            }
        }

        @Override
        public void sourceFailed(SourceFailure failure) {
            if (isOfOthers() && progress.isRunning()) {
                progress.sourceFailed(failure);
            }
        }

        @Override
        public void started(Patch patch) {
            if (isOfOthers()) {
                progress.started(patch);
            }
        }

        @Override
        public void transferred(Patch patch, long done, long total) {
            if (isOfOthers()) {
                progress.transferred(patch, done, total);
            }
        }

        @Override
        public void finished(PatchOutcome outcome) {
            if (isOfOthers()) {
                progress.finished(outcome);
            }
        }

        @Override
        public void finished(SyncReport report) {
            if (isOfOthers()) {
                progress.finished(report);
            }
        }

        @Override
        public void failed(RuntimeException problem) {
            if (isOfOthers()) {
                progress.failed(problem);
            }
        }
    }

    /** Ends what it started; the mirror stays whole. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        worker.close();
    }
}
