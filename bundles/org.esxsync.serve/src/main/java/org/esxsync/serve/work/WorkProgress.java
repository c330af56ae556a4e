package org.esxsync.serve.work;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.OneLine;
import org.esxsync.api.Quantity;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;
import org.jspecify.annotations.Nullable;

/** Sums up what the engine tells of its work. Bounded in memory. Safe for many threads. */
final class WorkProgress implements SyncListener {

    private static final int MOST_SOURCES = 100;
    private static final int MOST_TRANSFERS = 64;
    private static final int MOST_PROBLEMS = 20;
    private static final int LONGEST = 400;
    private static final int LONGEST_ID = 100;

    private final Clock clock;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<PatchOutcome.Outcome, Integer> outcomes =
            new EnumMap<>(PatchOutcome.Outcome.class);
    private final Map<String, WorkState.Transfer> transfers = new LinkedHashMap<>();
    private final Deque<String> problems = new ArrayDeque<>();
    private long version;
    private WorkState.@Nullable Kind kind;
    private Instant begun = Instant.EPOCH;
    private @Nullable Instant ended;
    private String phase = "";
    private boolean isProblem;
    private int planned = -1;
    private long finishedBytes;
    private long totalBytes = -1;
    private long done;
    private long total = -1;

    WorkProgress(Clock clock) {
        this.clock = clock;
    }

    synchronized void begin(WorkState.Kind newKind, String newPhase) {
        sources.clear();
        outcomes.clear();
        transfers.clear();
        problems.clear();
        kind = newKind;
        begun = clock.instant();
        ended = null;
        isProblem = false;
        planned = -1;
        finishedBytes = 0;
        totalBytes = -1;
        done = 0;
        total = -1;
        phase(newPhase);
    }

    private void phase(String text) {
        phase = OneLine.of(text, LONGEST);
        version++;
    }

    synchronized boolean isRunning() {
        return kind != null && ended == null;
    }

    @Override
    public synchronized void scanning(String source) {
        source(source, "is being read");
        phase("Reading " + source);
    }

    @Override
    public synchronized void scanned(String source, int patches, boolean unchanged) {
        source(source, unchanged ? "unchanged" : Quantity.count(patches, "patch", "patches"));
    }

    @Override
    public synchronized void sourceFailed(SourceFailure failure) {
        source(failure.source(), "could not be read");
        problem(failure.source() + ": " + failure.reason());
    }

    private void source(String name, String text) {
        if (sources.size() < MOST_SOURCES || sources.containsKey(name)) {
            sources.put(name, text);
        }
        version++;
    }

    private void problem(String text) {
        problems.add(OneLine.of(text, LONGEST));
        if (problems.size() > MOST_PROBLEMS) {
            problems.remove();
        }
        version++;
    }

    @Override
    public synchronized void planned(SyncPlan plan) {
        planned = plan.patches().size();
        total = planned;
        long bytes = plan.expectedSize();
        totalBytes = bytes > 0 ? bytes : -1;
        phase(
                planned == 0
                        ? "Nothing is to be downloaded"
                        : "Downloading " + Quantity.count(planned, "patch", "patches"));
    }

    @Override
    public synchronized void started(Patch patch) {
        transferred(patch, 0, -1);
    }

    @Override
    public synchronized void transferred(Patch patch, long now, long ofTotal) {
        if (transfers.size() < MOST_TRANSFERS || transfers.containsKey(patch.id())) {
            String id = OneLine.of(patch.id(), LONGEST_ID);
            transfers.put(patch.id(), new WorkState.Transfer(id, now, ofTotal));
        }
        version++;
    }

    @Override
    public synchronized void finished(PatchOutcome outcome) {
        outcomes.merge(outcome.outcome(), 1, Integer::sum);
        WorkState.Transfer transfer = transfers.remove(outcome.patch());
        if (transfer != null) {
            finishedBytes += transfer.done();
            done++;
        }
        if (outcome.isProblem()) {
            problem(outcome.patch() + ": " + outcome.detail());
        }
        version++;
    }

    @Override
    public synchronized void finished(SyncReport report) {
        long published = report.countPatches(PatchOutcome.Outcome.PUBLISHED);
        String figures =
                "%s new, %s downloaded in %s"
                        .formatted(
                                Quantity.count(published, "patch", "patches"),
                                Quantity.bytes(report.downloadedBytes()),
                                Quantity.duration(report.duration()));
        switch (report.status()) {
            case DONE -> end("The sync has ended: " + figures, false);
            case SOME_FAILED ->
                    end(
                            "The sync has ended, and %s failed: %s"
                                    .formatted(
                                            Quantity.count(
                                                    report.problems().size(), "patch", "patches"),
                                            figures),
                            true);
            case FAILED ->
                    end("The sync has ended, and a source could not be read: " + figures, true);
        }
    }

    @Override
    public synchronized void failed(RuntimeException problem) {
        failed("The sync broke off: " + problem.getMessage());
    }

    synchronized void failed(String reason) {
        if (isRunning()) {
            end(reason, true);
        }
    }

    private void end(String text, boolean hasProblem) {
        transfers.clear();
        ended = clock.instant();
        isProblem = hasProblem;
        phase(text);
    }

    /** Hears of a verification. */
    VerifyListener verification() {
        return new VerifyListener() {
            @Override
            public void read(long files, long ofFiles, long bytes) {
                WorkProgress.this.read(files, ofFiles, bytes);
            }

            @Override
            public void found(Finding finding) {
                WorkProgress.this.found(finding);
            }
        };
    }

    private synchronized void read(long files, long ofFiles, long bytes) {
        done = files;
        total = ofFiles;
        finishedBytes = bytes;
        version++;
    }

    private synchronized void found(Finding finding) {
        problem("%s: %s".formatted(finding.path(), finding.detail()));
    }

    synchronized void verified(VerifyReport report) {
        String figures =
                "%s of %s"
                        .formatted(
                                Quantity.count(report.files(), "file", "files"),
                                Quantity.bytes(report.bytes()));
        if (report.findings().isEmpty()) {
            end("All is as it was published: " + figures, false);
        } else {
            end(
                    "%s not as published; run 'esxsync verify --repair': %s"
                            .formatted(
                                    report.findings().size() == 1
                                            ? "One place is"
                                            : report.findings().size() + " places are",
                                    figures),
                    true);
        }
    }

    synchronized WorkState state() {
        List<WorkState.Source> read = new ArrayList<>();
        sources.forEach((name, text) -> read.add(new WorkState.Source(name, text)));
        long moving =
                transfers.values().stream().mapToLong(WorkState.Transfer::done).sum()
                        + finishedBytes;
        return new WorkState(
                version,
                kind,
                begun,
                ended,
                phase,
                isProblem,
                read,
                planned,
                outcomes,
                moving,
                totalBytes,
                done,
                total,
                List.copyOf(transfers.values()),
                List.copyOf(problems));
    }
}
