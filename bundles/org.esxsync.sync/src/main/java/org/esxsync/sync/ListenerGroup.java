package org.esxsync.sync;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells several listeners; one that throws, or lacks its classes since its bundle was uninstalled,
 * is not told again. Safe for many threads.
 */
final class ListenerGroup implements SyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerGroup.class);

    private final List<SyncListener> listeners;

    ListenerGroup(Collection<SyncListener> services, SyncListener caller) {
        this.listeners = new CopyOnWriteArrayList<>(services);
        this.listeners.add(caller);
    }

    /** The same, which tells one more. */
    ListenerGroup with(SyncListener another) {
        listeners.add(another);
        return this;
    }

    private void tell(Consumer<SyncListener> news) {
        for (SyncListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                listeners.remove(listener);
                LOG.warn(
                        "the listener {} failed and hears no more of this sync: {}",
                        listener.getClass().getName(),
                        e.toString());
                LOG.debug("where it failed", e);
            }
        }
    }

    @Override
    public void scanning(String source) {
        tell(listener -> listener.scanning(source));
    }

    @Override
    public void scanned(String source, int patches, boolean unchanged) {
        tell(listener -> listener.scanned(source, patches, unchanged));
    }

    @Override
    public void sourceFailed(SourceFailure failure) {
        tell(listener -> listener.sourceFailed(failure));
    }

    @Override
    public void planned(SyncPlan plan) {
        tell(listener -> listener.planned(plan));
    }

    @Override
    public void started(Patch patch) {
        tell(listener -> listener.started(patch));
    }

    @Override
    public void transferred(Patch patch, long done, long total) {
        tell(listener -> listener.transferred(patch, done, total));
    }

    @Override
    public void finished(PatchOutcome outcome) {
        tell(listener -> listener.finished(outcome));
    }

    @Override
    public void finished(SyncReport report) {
        tell(listener -> listener.finished(report));
    }

    @Override
    public void failed(RuntimeException problem) {
        tell(listener -> listener.failed(problem));
    }
}
