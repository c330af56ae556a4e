package org.esxsync.sync.share;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.EndedDownload;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.OfferedDownload;
import org.esxsync.api.patch.Artifact;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.mirror.MirrorPaths;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers what a sync must download to all nodes of the mirror, of which this one is one, and waits
 * for it. What another node fails at, this one tries itself.
 */
public final class OfferedDownloads implements Downloads {

    private static final Logger LOG = LoggerFactory.getLogger(OfferedDownloads.class);

    /**
     * How many files are offered before they are asked for: enough for several nodes, and no more,
     * since a kill costs what was downloaded and not yet published.
     */
    private static final int AHEAD = 64;

    /** How often an offer is made, should the database not answer. */
    private static final int MOST_OFFERS = 3;

    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DownloadList list;
    private final MirrorPaths mirror;
    private final OwnDownloads own;
    private final ClaimedDownloads claimed;
    private final Thread thread = new Thread(this::run, "esxsync-offer");

    /** What was offered and nobody has asked for yet. */
    private final Map<Object, Ticket> unasked = new HashMap<>();

    /** Of these, what is offered later, in order. */
    private final Deque<OfferedDownload> later = new ArrayDeque<>();

    /** What has not ended, by its number. */
    private final Map<Integer, Ticket> open = new HashMap<>();

    private final Map<String, Integer> filesByNode = new TreeMap<>();
    private int lastNumber;
    private @Nullable Throwable broken;
    private volatile boolean isOver;

    /**
     * @param list is closed with the work
     * @param mirror as the writer sees it
     * @param parallel how many this node downloads at a time
     */
    public OfferedDownloads(
            DownloadList list,
            DownloadList.Claimant self,
            MirrorPaths mirror,
            OwnDownloads own,
            DurableFiles writes,
            int parallel) {
        this.list = list;
        this.mirror = mirror;
        this.own = own;
        this.claimed =
                new ClaimedDownloads(
                        list,
                        self,
                        parallel,
                        new StagedClaims(mirror, own.fetch(), partials -> partials, writes),
                        (claim, problem) -> failedHere(claim.offer().number(), problem));
    }

    @Override
    public Work begin(Supplier<List<Placement>> wanted) {
        try {
            foresee(wanted.get());
            offerUpTo(0);
        } catch (RuntimeException | Error e) {
            claimed.close();
            list.close();
            throw e;
        }
        thread.start();
        return this::end;
    }

    private synchronized void foresee(List<Placement> wanted) {
        for (Placement each : wanted) {
            Object key = key(each);
            if (OfferedDownload.canBe(each.artifact()) && !unasked.containsKey(key)) {
                Ticket ticket = ticket(each, false);
                unasked.put(key, ticket);
                later.add(ticket.offer());
            }
        }
    }

    /** Offers what comes soon after a number, and all before it. */
    private void offerUpTo(int number) {
        List<OfferedDownload> next = new ArrayList<>();
        synchronized (this) {
            boolean isNear = !later.isEmpty() && later.element().number() <= number + AHEAD / 2;
            while (isNear && !later.isEmpty() && later.element().number() <= number + AHEAD) {
                next.add(later.remove());
            }
        }
        if (!next.isEmpty()) {
            put(next);
        }
    }

    private void put(List<OfferedDownload> offers) {
        for (int left = MOST_OFFERS - 1; ; left--) {
            try {
                list.offer(mirror.epoch(), offers);
                return;
            } catch (LedgerOutageException e) {
                LOG.debug("{} downloads could not be offered", offers.size(), e);
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private Ticket offer(Placement wanted, boolean isForWriter) {
        Ticket ticket;
        synchronized (this) {
            ticket = ticket(wanted, isForWriter);
            if (broken != null) {
                ticket.giveUp(broken);
                return ticket;
            }
        }
        put(List.of(ticket.offer()));
        return ticket;
    }

    private Ticket ticket(Placement wanted, boolean isForWriter) {
        int number = ++lastNumber;
        Ticket ticket =
                new Ticket(
                        new OfferedDownload(
                                number, wanted.artifact(), wanted.unpack(), isForWriter));
        open.put(number, ticket);
        return ticket;
    }

    /** The same for what is staged once, whichever of its locations it is read from. */
    private static Object key(Placement placement) {
        Artifact artifact = placement.artifact();
        return placement.unpack() || artifact.sha256().isEmpty() ? placement : Content.of(artifact);
    }

    @Override
    public StagedArtifact download(Placement placement, Path target, TransferListener listener)
            throws IOException {
        if (!OfferedDownload.canBe(placement.artifact())) {
            return own.download(placement, target, listener);
        }
        Ticket ticket = offered(placement);
        EndedDownload ended = await(ticket, listener);
        if (!take(placement, ended, target)) {
            LOG.info(
                    "{}: {} could not download it ({}); this node tries it",
                    placement.artifact().path(),
                    ended.node(),
                    ended.failure().isEmpty() ? "its file is not what it says" : ended.failure());
            ended = await(offer(placement, true), listener);
            if (!take(placement, ended, target)) {
                if (!ended.failure().isEmpty()) {
                    throw new EsxSyncException(
                            "%s: %s; sync again"
                                    .formatted(placement.artifact().path(), ended.failure()));
                }
                throw new EsxSyncException(
                        "what was downloaded of %s is not in %s; check the disk, and that no other program deletes files there"
                                .formatted(placement.artifact().path(), mirror.staging()));
            }
        }
        count(ended.node());
        return ended.staged().orElseThrow();
    }

    private Ticket offered(Placement placement) {
        Ticket known;
        synchronized (this) {
            known = unasked.remove(key(placement));
        }
        if (known == null) {
            return offer(placement, false);
        }
        offerUpTo(known.offer().number());
        return known;
    }

    private static EndedDownload await(Ticket ticket, TransferListener listener)
            throws IOException {
        try {
            return ticket.await(listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EsxSyncException("the sync was cancelled while it waited for a download", e);
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    private static IOException thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException problem) {
            throw problem;
        }
        return cause instanceof IOException problem ? problem : new IOException(cause);
    }

    /** Takes the file of a node, unless it is another one than it should be. */
    private boolean take(Placement placement, EndedDownload ended, Path target) throws IOException {
        if (ended.staged().isEmpty()) {
            return false;
        }
        StagedArtifact staged = ended.staged().get();
        Path fetched = StagedClaims.path(mirror, ended.number(), ended.attempt());
        if (!FetchedFiles.isOf(placement, staged)
                || !FetchedFiles.areAt(fetched, placement.unpack(), staged)) {
            return false;
        }
        Files.move(fetched, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private synchronized void count(String node) {
        filesByNode.merge(node, 1, Integer::sum);
    }

    @Override
    public synchronized Map<String, Integer> filesByNode() {
        return new TreeMap<>(filesByNode);
    }

    private void run() {
        try {
            Set<Integer> known = new HashSet<>();
            long told = System.nanoTime();
            while (!isOver) {
                claimed.round();
                takeEnded(known);
                if (System.nanoTime() - told >= TELL_NANOS) {
                    told = System.nanoTime();
                    tell();
                }
            }
        } catch (InterruptedException e) {
            giveUp(new EsxSyncException("the sync has ended", e));
        } catch (LedgerException e) {
            // It would fail all patches that are left; so the sync ends, and the next one goes on.
            giveUp(new LedgerOutageException(mirror.state(), String.valueOf(e.getMessage()), e));
        } catch (RuntimeException | Error e) {
            giveUp(e);
        }
    }

    /** Those who wait end at once, and so does who comes later. */
    private synchronized void giveUp(Throwable cause) {
        broken = cause;
        open.values().forEach(each -> each.giveUp(cause));
        open.clear();
    }

    private void takeEnded(Set<Integer> known) {
        List<EndedDownload> ended;
        try {
            ended = list.ended(mirror.epoch(), known);
        } catch (LedgerOutageException e) {
            LOG.debug("what has ended is asked for again", e);
            return;
        }
        known.clear();
        for (EndedDownload each : ended) {
            known.add(each.number());
            Ticket ticket = remove(each.number());
            if (ticket != null) {
                ticket.end(each);
            }
        }
    }

    private synchronized @Nullable Ticket remove(int number) {
        return open.remove(number);
    }

    private void tell() {
        try {
            Map<Integer, Long> transferred = list.transferred(mirror.epoch());
            synchronized (this) {
                transferred.forEach(
                        (number, bytes) -> {
                            Ticket ticket = open.get(number);
                            if (ticket != null) {
                                ticket.transferred(bytes);
                            }
                        });
            }
        } catch (LedgerOutageException e) {
            LOG.debug("how far downloads are is asked for again", e);
        }
    }

    private synchronized void failedHere(int number, Throwable problem) {
        Ticket ticket = open.get(number);
        if (ticket != null) {
            ticket.failedHere(problem);
        }
    }

    private void end() {
        isOver = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        claimed.close();
        withdraw();
        clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What stays in the list is claimed by nobody once this writer has ended. */
    private void withdraw() {
        try (list) {
            list.withdraw(mirror.epoch());
        } catch (LedgerException e) {
            LOG.debug("the offers were not withdrawn", e);
        }
    }

    /** What nobody has asked for; the next sync clears what cannot be deleted now. */
    private void clear() {
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(mirror.staging(), StagedClaims.PREFIX + "*")) {
            for (Path each : left) {
                DirectoryTree.delete(each);
            }
        } catch (IOException e) {
            LOG.debug("{}: not all of it was cleared", mirror.staging(), e);
        }
    }
}
