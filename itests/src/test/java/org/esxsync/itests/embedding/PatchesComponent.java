package org.esxsync.itests.embedding;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;

/** The host's own component: does what it is told to, and says in a line what came of it. */
public final class PatchesComponent implements UnaryOperator<String> {

    private static final SyncRequest REQUEST = SyncRequest.of("esx-3.0.1");

    private final PatchSync patchSync;

    public PatchesComponent(PatchSync patchSync) {
        this.patchSync = patchSync;
    }

    @Override
    public String apply(String order) {
        return switch (order) {
            case "plan" -> "planned " + patchSync.plan(REQUEST, SyncListener.NONE).patches().size();
            case "sync" -> sync();
            case "cancel" -> cancel();
            default -> throw new IllegalArgumentException(order);
        };
    }

    private String sync() {
        Outcomes heard = new Outcomes(new ConcurrentSkipListSet<>());
        SyncReport report = patchSync.sync(REQUEST, heard);
        return "synced %s, heard %s".formatted(report.status(), heard.patches());
    }

    private String cancel() {
        try {
            SyncReport report = patchSync.sync(REQUEST, new Cancelling(Thread.currentThread()));
            return "not cancelled: " + report;
        } catch (EsxSyncException e) {
            Thread.interrupted();
            return "cancelled: " + e.getMessage();
        }
    }

    /** Remembers what was published. */
    private record Outcomes(Set<String> patches) implements SyncListener {

        @Override
        public void finished(PatchOutcome outcome) {
            if (outcome.outcome() == PatchOutcome.Outcome.PUBLISHED) {
                patches.add(outcome.patch());
            }
        }
    }

    /** Takes the sync back as soon as it downloads. */
    private record Cancelling(Thread caller) implements SyncListener {

        @Override
        public void started(Patch patch) {
            caller.interrupt();
        }
    }
}
