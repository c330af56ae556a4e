package org.esxsync.sync.share;

import static java.util.stream.Collectors.toSet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.ledger.ClaimedDownload;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.EndedDownload;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.OfferedDownload;

/** A list of downloads in memory, in which a claim is lost when a test says so. */
public final class MemoryDownloadList implements DownloadList {

    private static final class Entry {
        private OfferedDownload offer;
        private String state = "open";
        private int attempt;
        private String node = "";
        private StagedArtifact staged;

        Entry(OfferedDownload offer) {
            this.offer = offer;
        }
    }

    private final Map<Integer, Entry> entries = new TreeMap<>();
    private final List<OfferedDownload> offered = new ArrayList<>();
    private int most;
    private long epoch;
    private boolean isAway;
    private boolean isClosed;

    /** All that was ever offered. */
    public synchronized List<OfferedDownload> offered() {
        return List.copyOf(offered);
    }

    /** How many were on the list at most. */
    public synchronized int most() {
        return most;
    }

    /** What is on the list. */
    public synchronized int size() {
        return entries.size();
    }

    public synchronized boolean isClosed() {
        return isClosed;
    }

    /** Lets each call fail until it is said to be back. */
    public synchronized void away(boolean away) {
        isAway = away;
    }

    /** As if its node had been silent for too long. */
    public synchronized void lose(ClaimedDownload claim) {
        entries.get(claim.offer().number()).state = "open";
    }

    private void requireAnswer() {
        if (isAway) {
            throw new LedgerOutageException(Path.of("ledger"), "away", null);
        }
    }

    @Override
    public synchronized void offer(long writer, List<OfferedDownload> downloads) {
        requireAnswer();
        epoch = writer;
        downloads.forEach(each -> entries.put(each.number(), new Entry(each)));
        offered.addAll(downloads);
        most = Math.max(most, entries.size());
    }

    @Override
    public synchronized boolean isOffered() {
        requireAnswer();
        return entries.values().stream()
                .anyMatch(
                        each ->
                                !each.offer.isForWriter()
                                        && Set.of("open", "claimed").contains(each.state));
    }

    @Override
    public synchronized List<ClaimedDownload> claim(Claimant claimant, int most) {
        requireAnswer();
        List<ClaimedDownload> claims = new ArrayList<>();
        for (Entry each : entries.values()) {
            if (claims.size() < most
                    && each.state.equals("open")
                    && (claimant.isWriter() || !each.offer.isForWriter())) {
                each.state = "claimed";
                each.node = claimant.name();
                each.attempt++;
                claims.add(new ClaimedDownload(epoch, each.attempt, each.offer));
            }
        }
        return claims;
    }

    private boolean isHeld(ClaimedDownload claim) {
        Entry entry = entries.get(claim.offer().number());
        return entry != null
                && entry.state.equals("claimed")
                && entry.attempt == claim.attempt()
                && epoch == claim.epoch();
    }

    @Override
    public synchronized Set<ClaimedDownload> renew(
            Claimant claimant, Map<ClaimedDownload, Long> done) {
        requireAnswer();
        return done.keySet().stream().filter(this::isHeld).collect(toSet());
    }

    @Override
    public synchronized Set<ClaimedDownload> report(Map<ClaimedDownload, StagedArtifact> staged) {
        requireAnswer();
        Set<ClaimedDownload> held = staged.keySet().stream().filter(this::isHeld).collect(toSet());
        for (ClaimedDownload each : held) {
            Entry entry = entries.get(each.offer().number());
            entry.state = "fetched";
            entry.staged = staged.get(each);
        }
        return held;
    }

    @Override
    public synchronized boolean reportFailure(
            ClaimedDownload claim, boolean isWriter, String reason) {
        requireAnswer();
        boolean isHeld = isHeld(claim);
        if (isHeld) {
            Entry entry = entries.get(claim.offer().number());
            entry.state = isWriter ? "failed" : "open";
            entry.offer =
                    new OfferedDownload(
                            entry.offer.number(),
                            entry.offer.artifact(),
                            entry.offer.unpack(),
                            true);
        }
        return isHeld;
    }

    @Override
    public synchronized List<EndedDownload> ended(long writer, Set<Integer> known) {
        requireAnswer();
        entries.keySet().removeAll(known);
        List<EndedDownload> ended = new ArrayList<>();
        for (Entry each : entries.values()) {
            if (Set.of("fetched", "failed").contains(each.state)) {
                ended.add(
                        new EndedDownload(
                                each.offer.number(),
                                each.attempt,
                                each.node,
                                Optional.ofNullable(each.staged),
                                each.state));
            }
        }
        return ended;
    }

    @Override
    public synchronized Map<Integer, Long> transferred(long writer) {
        requireAnswer();
        return Map.of();
    }

    @Override
    public synchronized void withdraw(long writer) {
        requireAnswer();
        entries.clear();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
    }
}
