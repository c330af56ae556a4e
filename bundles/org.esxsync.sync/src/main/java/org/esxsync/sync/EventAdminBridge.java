package org.esxsync.sync;

import java.util.Map;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SyncEvents;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Passes on what syncs do to Event Admin; there is no such component where there is none. */
@Component
public final class EventAdminBridge implements SyncListener {

    private final EventAdmin events;

    @Activate
    public EventAdminBridge(@Reference EventAdmin events) {
        this.events = events;
    }

    @Override
    public void finished(PatchOutcome outcome) {
        if (outcome.outcome() == PatchOutcome.Outcome.PUBLISHED && outcome.release() != null) {
            post(
                    SyncEvents.PATCH_PUBLISHED,
                    Map.of(
                            SyncEvents.PATCH,
                            outcome.patch(),
                            SyncEvents.SOURCE,
                            outcome.source(),
                            SyncEvents.RELEASE,
                            outcome.release().toString()));
        }
    }

    @Override
    public void finished(SyncReport report) {
        boolean failed = report.status() == SyncReport.Status.FAILED;
        post(
                failed ? SyncEvents.SYNC_FAILED : SyncEvents.SYNC_FINISHED,
                Map.of(
                        SyncEvents.STATUS,
                        report.status().name(),
                        SyncEvents.PUBLISHED_COUNT,
                        (int) report.count(PatchOutcome.Outcome.PUBLISHED)));
    }

    @Override
    public void failed(RuntimeException problem) {
        post(
                SyncEvents.SYNC_FAILED,
                Map.of(
                        SyncEvents.STATUS,
                        SyncReport.Status.FAILED.name(),
                        SyncEvents.REASON,
                        problem instanceof EsxSyncException
                                ? String.valueOf(problem.getMessage())
                                : "defect: " + problem));
    }

    private void post(String topic, Map<String, Object> properties) {
        events.postEvent(new Event(topic, properties));
    }
}
