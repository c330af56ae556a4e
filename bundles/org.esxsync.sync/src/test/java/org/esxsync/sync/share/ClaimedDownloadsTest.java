package org.esxsync.sync.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.ledger.ClaimedDownload;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.EndedDownload;
import org.esxsync.api.ledger.OfferedDownload;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each download stands at a gate of its own, by its number. */
@Timeout(60)
class ClaimedDownloadsTest {

    private static final long EPOCH = 7;
    private static final StagedArtifact STAGED =
            new StagedArtifact(1, "0".repeat(64), List.of(), List.of());

    private final MemoryDownloadList list = new MemoryDownloadList();
    private final Map<Integer, CountDownLatch> begun = new ConcurrentHashMap<>();
    private final Map<Integer, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Set<Integer> cancelled = ConcurrentHashMap.newKeySet();
    private final List<ClaimedDownload> attempts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final ClaimedDownloads node = node("node", 2);

    private ClaimedDownloads node(String name, int parallel) {
        return new ClaimedDownloads(
                list,
                new DownloadList.Claimant(name, 0, 9),
                parallel,
                this::fetch,
                (claim, problem) -> problems.add(problem.getMessage()));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void offer(int count) {
        List<OfferedDownload> offers =
                IntStream.rangeClosed(1, count).mapToObj(ClaimedDownloadsTest::offered).toList();
        offers.forEach(
                each -> {
                    begun.put(each.number(), new CountDownLatch(1));
                    gates.put(each.number(), new CountDownLatch(1));
                });
        list.offer(EPOCH, offers);
    }

    private static OfferedDownload offered(int number) {
        return new OfferedDownload(
                number,
                new Artifact(
                        new RelativePath("file" + number),
                        URI.create("http://site.example/file" + number),
                        1,
                        List.of()),
                false,
                false);
    }

    private StagedArtifact fetch(ClaimedDownload claim, TransferListener listener) {
        synchronized (attempts) {
            attempts.add(claim);
        }
        int number = claim.offer().number();
        begun.get(number).countDown();
        try {
            gates.get(number).await();
        } catch (InterruptedException e) {
            cancelled.add(number);
            throw new EsxSyncException("cancelled");
        }
        if (number == 3) {
            throw new EsxSyncException("three is not there");
        }
        return STAGED;
    }

    private List<Integer> ended() {
        return list.ended(EPOCH, Set.of()).stream().map(EndedDownload::number).sorted().toList();
    }

    private void goOnUntil(int ended) throws InterruptedException {
        while (list.ended(EPOCH, Set.of()).size() < ended) {
            node.round();
        }
    }

    @Test
    void asManyAreUnderWayAsItMayAndEachIsReported() throws InterruptedException {
        offer(2);
        assertTrue(node.round());
        begun.get(1).await();
        begun.get(2).await();

        gates.values().forEach(CountDownLatch::countDown);
        goOnUntil(2);

        assertEquals(List.of(1, 2), ended());
        assertEquals(2, node.files());
        assertFalse(node.round(), "something is under way");
    }

    @Test
    void whatFailsIsToldAndLeftToTheWriter() throws InterruptedException {
        offer(3);
        gates.get(1).countDown();
        gates.get(2).countDown();
        goOnUntil(2);
        gates.get(3).countDown();

        while (problems.isEmpty()) {
            node.round();
        }

        assertEquals(List.of("three is not there"), problems);
        assertEquals(1, node.failuresInARow());
        assertFalse(list.isOffered(), "others may try it, too");
        assertEquals(2, node.files());
    }

    @Test
    void aClaimThatWasLostIsBrokenOffAndNotReported() throws InterruptedException {
        offer(1);
        node.round();
        begun.get(1).await();
        list.lose(attempts.get(0));

        ClaimedDownloads other = node("other", 1);
        try {
            gates.put(1, new CountDownLatch(1));
            assertTrue(other.round());
            while (!cancelled.contains(1)) {
                node.round();
            }
            gates.get(1).countDown();
            while (ended().isEmpty()) {
                other.round();
            }
        } finally {
            other.close();
        }

        node.round();
        assertEquals(0, node.files());
        assertEquals("other", list.ended(EPOCH, Set.of()).get(0).node());
    }

    @Test
    void whatEndsWhileTheDatabaseIsAwayIsReportedWhenItIsBack() throws InterruptedException {
        offer(1);
        node.round();
        begun.get(1).await();
        list.away(true);
        gates.get(1).countDown();
        node.round();
        assertTrue(node.round(), "nothing is under way");

        list.away(false);
        goOnUntil(1);

        assertEquals(1, node.files());
        assertEquals(1, attempts.size());
    }

    /** Another node may have claimed it then, by its own view of the database. */
    @Test
    void whoDoesNotReachTheDatabaseForLongGivesUp() throws InterruptedException {
        offer(1);
        node.round();
        begun.get(1).await();
        list.away(true);

        while (node.round()) {
            assertTrue(list.size() > 0);
        }

        node.close();
        assertEquals(Set.of(1), cancelled);
    }
}
