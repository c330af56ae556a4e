package org.esxsync.sync.share;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.ledger.ClaimedDownload;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.sync.work.WorkerPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node downloads of what is offered: it claims, downloads in several threads, gives signs
 * of life and reports. While the database is away, it goes on with what it has, but not for longer
 * than nobody else can have claimed it. Used by one thread.
 */
final class ClaimedDownloads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimedDownloads.class);

    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Where others have claimed all, or as many as a host may have. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long LEASE_NANOS = LedgerWriter.LONGEST_SILENCE.minusSeconds(1).toNanos();

    /** Gets the file of a claim. */
    @FunctionalInterface
    interface Fetch {
        StagedArtifact fetch(ClaimedDownload claim, TransferListener listener) throws IOException;
    }

    private record Running(Future<?> work, AtomicLong transferred) {}

    private record Ended(
            ClaimedDownload claim, @Nullable StagedArtifact staged, @Nullable Throwable problem) {}

    private final DownloadList list;
    private final DownloadList.Claimant self;
    private final int parallel;
    private final Fetch fetch;
    private final BiConsumer<ClaimedDownload, Throwable> problems;
    private final WorkerPool pool;
    private final Map<ClaimedDownload, Running> running = new HashMap<>();
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Deque<Ended> unreported = new ArrayDeque<>();
    private boolean isShort;
    private long renewed = System.nanoTime();
    private int files;
    private int failuresInARow;

    /**
     * @param parallel how many to download at a time
     * @param problems is told why each claim failed, before the others are
     */
    ClaimedDownloads(
            DownloadList list,
            DownloadList.Claimant self,
            int parallel,
            Fetch fetch,
            BiConsumer<ClaimedDownload, Throwable> problems) {
        this.list = list;
        this.self = self;
        this.parallel = parallel;
        this.fetch = fetch;
        this.problems = problems;
        this.pool = WorkerPool.of(parallel, "esxsync-share");
    }

    /** How many files this node has downloaded. */
    int files() {
        return files;
    }

    /** How many claims have failed since one succeeded. */
    int failuresInARow() {
        return failuresInARow;
    }

    /**
     * Waits a moment for something to end, reports it, and claims more.
     *
     * @return whether anything is under way
     */
    boolean round() throws InterruptedException {
        await();
        try {
            report();
            renew();
            claim();
        } catch (LedgerOutageException e) {
            LOG.debug("the list of downloads does not answer", e);
            isShort = true;
            if (System.nanoTime() - renewed > LEASE_NANOS) {
                giveUp();
            }
        }
        return !running.isEmpty();
    }

    private void await() throws InterruptedException {
        long wait = 0;
        if (isShort) {
            wait = PAUSE_NANOS;
        } else if (running.size() == parallel) {
            wait = Math.max(0, BEAT_NANOS - (System.nanoTime() - renewed));
        }
        Ended first = ended.poll(wait, TimeUnit.NANOSECONDS);
        if (first != null) {
            unreported.add(first);
            ended.drainTo(unreported);
        }
    }

    private void report() {
        // what was lost meanwhile is another node's
        unreported.removeIf(each -> !running.containsKey(each.claim()));
        Map<ClaimedDownload, StagedArtifact> staged = new LinkedHashMap<>();
        for (Ended each : unreported) {
            if (each.staged() != null) {
                staged.put(each.claim(), each.staged());
            }
        }
        if (!staged.isEmpty()) {
            files += list.report(staged).size();
            failuresInARow = 0;
            running.keySet().removeAll(staged.keySet());
            unreported.removeIf(each -> each.staged() != null);
        }
        while (!unreported.isEmpty()) {
            reportFailure(unreported.element());
            unreported.remove();
        }
    }

    private void reportFailure(Ended each) {
        Throwable problem = each.problem();
        if (problem != null) {
            problems.accept(each.claim(), problem);
            list.reportFailure(each.claim(), self.isWriter(), reason(problem));
            failuresInARow++;
            running.remove(each.claim());
        }
    }

    /** Why something failed, for people. */
    static String reason(Throwable problem) {
        return problem instanceof EsxSyncException
                ? String.valueOf(problem.getMessage())
                : problem.toString();
    }

    private void renew() {
        long now = System.nanoTime();
        if (running.isEmpty()) {
            renewed = now;
        } else if (now - renewed >= BEAT_NANOS) {
            Map<ClaimedDownload, Long> done = new HashMap<>();
            running.forEach((claim, each) -> done.put(claim, each.transferred().get()));
            Set<ClaimedDownload> kept = list.renew(self, done);
            renewed = now;
            dropAllBut(kept);
        }
    }

    private void giveUp() {
        dropAllBut(Set.of());
    }

    private void dropAllBut(Set<ClaimedDownload> kept) {
        for (Iterator<Map.Entry<ClaimedDownload, Running>> all = running.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<ClaimedDownload, Running> each = all.next();
            if (!kept.contains(each.getKey())) {
                each.getValue().work().cancel(true);
                all.remove();
            }
        }
    }

    private void claim() {
        int free = parallel - running.size();
        List<ClaimedDownload> claims = free > 0 ? list.claim(self, free) : List.of();
        claims.forEach(this::start);
        isShort = claims.size() < free;
    }

    private void start(ClaimedDownload claim) {
        AtomicLong transferred = new AtomicLong();
        Future<?> work = pool.threads().submit(() -> ended.add(attempt(claim, transferred)));
        running.put(claim, new Running(work, transferred));
    }

    private Ended attempt(ClaimedDownload claim, AtomicLong transferred) {
        try {
            StagedArtifact staged = fetch.fetch(claim, (done, total) -> transferred.set(done));
            return new Ended(claim, staged, null);
        } catch (IOException | RuntimeException | Error e) {
            return new Ended(claim, null, e);
        }
    }

    /** Ends what is under way; others go on with it some seconds later. */
    @Override
    public void close() {
        pool.close();
    }
}
