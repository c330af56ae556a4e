package org.esxsync.serve;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PruneRequest;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;

/** An engine whose sync and verification go on one step each time a test lets them. */
final class HeldSync implements PatchSync {

    static final int PATCHES = 3;

    final Semaphore steps = new Semaphore(0);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final AtomicInteger started = new AtomicInteger();

    private void await() {
        try {
            steps.acquire();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw new EsxSyncException("interrupted");
        }
    }

    /** After the first step it has a plan, and after each further one a patch. */
    @Override
    public SyncReport sync(SyncRequest request, SyncListener listener) {
        started.incrementAndGet();
        listener.scanning("vendor");
        await();
        listener.scanned("vendor", PATCHES, false);
        List<Patch> patches = List.of(patch(1), patch(2), patch(3));
        listener.planned(
                new SyncPlan(
                        patches.stream()
                                .map(each -> new PlannedPatch(each, List.of(SampleMirror.EIGHT)))
                                .toList(),
                        List.of(),
                        List.of()));
        for (Patch each : patches) {
            listener.started(each);
            listener.transferred(each, 500_000, 1_000_000);
            await();
            listener.transferred(each, 1_000_000, 1_000_000);
            listener.finished(outcome(each));
        }
        SyncReport report =
                new SyncReport(
                        patches.stream().map(HeldSync::outcome).toList(),
                        List.of(),
                        3_000_000,
                        Duration.ofSeconds(7));
        listener.finished(report);
        return report;
    }

    private static PatchOutcome outcome(Patch patch) {
        boolean isLast = patch.id().endsWith("3");
        return new PatchOutcome(
                patch.id(),
                "vendor",
                SampleMirror.EIGHT,
                isLast ? PatchOutcome.Outcome.FAILED : PatchOutcome.Outcome.PUBLISHED,
                isLast ? SampleMirror.HOSTILE : "");
    }

    private static Patch patch(int number) {
        String name = "ESXi80U4-2500000" + number;
        return Patch.builder("vendor", name, "depot")
                .artifact(
                        new Artifact(
                                new RelativePath(name + ".vib"),
                                URI.create("https://depot.example.com/" + name),
                                1_000_000,
                                List.of()))
                .build();
    }

    @Override
    public VerifyReport verify(SyncRequest request, VerifyListener listener) {
        listener.read(10, 20, 1000);
        await();
        return new VerifyReport(List.of(), 20, 2000, Duration.ofSeconds(1));
    }

    @Override
    public SyncPlan plan(SyncRequest request, SyncListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public VerifyReport repair(SyncRequest request, VerifyListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PruneReport prune(PruneRequest request) {
        throw new UnsupportedOperationException();
    }
}
