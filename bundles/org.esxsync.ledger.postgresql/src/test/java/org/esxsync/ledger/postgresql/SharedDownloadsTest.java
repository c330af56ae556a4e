package org.esxsync.ledger.postgresql;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.ClaimedDownload;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.DownloadList.Claimant;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.EndedDownload;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.OfferedDownload;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each list is that of a node. */
@ExtendWith(TestServer.class)
class SharedDownloadsTest {

    private static final int PLENTY = 100;
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    @TempDir private Path directory;
    private final List<DownloadList> lists = new ArrayList<>();
    private String url;
    private PostgresqlLedgerStore store;
    private Ledger writer;
    private long epoch;

    @BeforeEach
    void open() {
        url = TestServer.newDatabase();
        store = Stores.of(url);
        writer = store.open(directory, Durability.FULL);
        epoch = writer.epoch().number();
    }

    @AfterEach
    void close() {
        lists.forEach(DownloadList::close);
        if (writer != null) {
            writer.close();
        }
        Stores.close(store);
    }

    private DownloadList node() {
        DownloadList list = store.downloads(directory).orElseThrow();
        lists.add(list);
        return list;
    }

    private static Claimant helper(String name) {
        return new Claimant(name, 0, PLENTY);
    }

    private Claimant writer() {
        return new Claimant("writer", epoch, PLENTY);
    }

    private static OfferedDownload offer(int number, String host) {
        return new OfferedDownload(
                number,
                new Artifact(
                        new RelativePath("vib20/x-" + number + ".vib"),
                        URI.create("http://%s/x-%d.vib?a=b".formatted(host, number)),
                        number * 10L,
                        Artifact.UNKNOWN_SIZE,
                        List.of(new Digest(Digest.Algorithm.SHA_256, SHA256))),
                number % 2 == 0,
                false);
    }

    private static List<OfferedDownload> offers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(each -> offer(each, "site")).toList();
    }

    private static StagedArtifact staged(long size) {
        return new StagedArtifact(
                size,
                SHA256,
                List.of(new Digest(Digest.Algorithm.SHA_256, SHA256)),
                List.of(new Digest(Digest.Algorithm.MD5, "0".repeat(32))),
                List.of(
                        new StagedFile(
                                new RelativePath("a/b c"),
                                StagedFile.Type.FILE,
                                size,
                                SHA256,
                                0xffffffffL),
                        new StagedFile(
                                new RelativePath("a/link"),
                                StagedFile.Type.SYMBOLIC_LINK,
                                3,
                                SHA256)),
                "ESX-1");
    }

    private static List<Integer> numbers(List<ClaimedDownload> claims) {
        return claims.stream().map(each -> each.offer().number()).toList();
    }

    private static boolean report(DownloadList list, ClaimedDownload claim) {
        return list.report(Map.of(claim, staged(1))).contains(claim);
    }

    /** As if the nodes that have claimed something were silent. */
    private void silence() {
        TestServer.executeIn(
                url, "UPDATE esxsync.mirror_download SET beat_at = beat_at - interval '6 s'");
    }

    @Test
    void theyAreClaimedInOrderAndEachByOneNode() {
        DownloadList one = node();
        DownloadList other = node();
        List<OfferedDownload> offers = offers(5);
        one.offer(epoch, offers);
        assertTrue(other.isOffered());

        List<ClaimedDownload> first = one.claim(writer(), 2);
        List<ClaimedDownload> second = other.claim(helper("a"), PLENTY);

        assertEquals(offers.subList(0, 2), first.stream().map(ClaimedDownload::offer).toList());
        assertEquals(offers.subList(2, 5), second.stream().map(ClaimedDownload::offer).toList());
        assertEquals(new ClaimedDownload(epoch, 1, offers.get(0)), first.get(0));
        assertEquals(List.of(), one.claim(writer(), PLENTY));
    }

    @Test
    void whatWasStagedIsToldToTheWriterUntilItKnows() {
        DownloadList list = node();
        list.offer(epoch, offers(2));
        List<ClaimedDownload> claims = node().claim(helper("a"), 2);
        Map<ClaimedDownload, StagedArtifact> staged =
                claims.stream()
                        .collect(toMap(Function.identity(), each -> staged(each.offer().number())));

        assertEquals(staged.keySet(), node().report(staged));
        assertEquals(staged.keySet(), node().report(staged), "the second time");

        List<EndedDownload> ended = list.ended(epoch, Set.of());
        assertEquals(2, ended.size());
        for (EndedDownload each : ended) {
            assertEquals("a", each.node());
            assertEquals(1, each.attempt());
            assertEquals(staged(each.number()), each.staged().orElseThrow());
        }
        assertEquals(ended, list.ended(epoch, Set.of()));
        assertEquals(List.of(), list.ended(epoch, Set.of(1, 2)));
        assertFalse(list.isOffered());
    }

    /** With many nodes that claim at once, as often as they can. */
    @Test
    void allNodesTogetherKeepToTheLimitOfAHost() throws Exception {
        int limit = 3;
        DownloadList list = node();
        List<OfferedDownload> offers = new ArrayList<>();
        for (int i = 1; i <= 120; i++) {
            offers.add(offer(i, i % 2 == 0 ? "even.example" : "odd.example:81"));
        }
        list.offer(epoch, offers);
        Map<Boolean, AtomicInteger> underWay =
                Map.of(true, new AtomicInteger(), false, new AtomicInteger());
        AtomicInteger most = new AtomicInteger();
        ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                DownloadList own = node();
                Claimant self = new Claimant("node" + i, 0, limit);
                running.add(
                        nodes.submit(
                                () -> {
                                    while (done.size() < offers.size()) {
                                        List<ClaimedDownload> claims = own.claim(self, 4);
                                        for (ClaimedDownload each : claims) {
                                            most.accumulateAndGet(
                                                    underWay.get(isEven(each)).incrementAndGet(),
                                                    Math::max);
                                        }
                                        for (ClaimedDownload each : claims) {
                                            underWay.get(isEven(each)).decrementAndGet();
                                            done.add(each.offer().number());
                                            assertTrue(report(own, each));
                                        }
                                    }
                                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        assertEquals(120, new TreeSet<>(done).size());
        assertEquals(120, done.size());
        assertTrue(most.get() <= limit, most + " at once");
    }

    private static boolean isEven(ClaimedDownload claim) {
        return claim.offer().number() % 2 == 0;
    }

    @Test
    void theLimitOfAHostIsFullWhoeverHasItsDownloads() {
        DownloadList list = node();
        List<OfferedDownload> offers =
                List.of(
                        offer(1, "one.example"),
                        offer(2, "one.example:80"),
                        offer(3, "ONE.example"),
                        offer(4, "other.example"));
        list.offer(epoch, offers);
        Claimant writer = new Claimant("writer", epoch, 2);
        Claimant helper = new Claimant("helper", 0, 2);

        List<ClaimedDownload> first = list.claim(writer, PLENTY);
        assertEquals(List.of(1, 2, 4), numbers(first));
        assertEquals(List.of(), node().claim(helper, PLENTY));

        assertTrue(report(list, first.get(0)));
        assertEquals(List.of(3), numbers(node().claim(helper, PLENTY)));
    }

    @Test
    void eachNodeHasAboutItsShareOfAHost() {
        DownloadList list = node();
        list.offer(epoch, offers(12));
        Claimant one = new Claimant("one", epoch, 4);
        Claimant other = new Claimant("other", 0, 4);
        List<ClaimedDownload> first = list.claim(one, PLENTY);
        assertEquals(4, first.size());
        assertEquals(List.of(), list.claim(other, PLENTY));

        report(list, first.get(0));
        report(list, first.get(1));

        assertEquals(List.of(), list.claim(one, PLENTY), "it has its half");
        assertEquals(List.of(5, 6), numbers(list.claim(other, PLENTY)));
    }

    @Test
    void aSilentNodeGivesItsClaimsBackAndItsReportIsRefused() {
        DownloadList list = node();
        list.offer(epoch, offers(1));
        ClaimedDownload lost = node().claim(helper("dead"), 1).get(0);
        assertEquals(List.of(), list.claim(writer(), 1));

        silence();
        ClaimedDownload again = list.claim(helper("next"), 1).get(0);

        assertEquals(2, again.attempt());
        assertFalse(report(node(), lost));
        assertFalse(node().reportFailure(lost, false, "late"));
        assertEquals(Set.of(again), node().renew(helper("next"), Map.of(lost, 1L, again, 7L)));
        assertEquals(Map.of(1, 7L), list.transferred(epoch));
        assertTrue(report(list, again));
        assertEquals("next", list.ended(epoch, Set.of()).get(0).node());
    }

    @Test
    void aSignOfLifeKeepsAClaim() {
        DownloadList list = node();
        list.offer(epoch, offers(1));
        ClaimedDownload claim = node().claim(helper("slow"), 1).get(0);

        silence();
        assertEquals(Set.of(claim), node().renew(helper("slow"), Map.of(claim, 5L)));

        assertEquals(List.of(), list.claim(writer(), 1));
        assertEquals(Map.of(1, 5L), list.transferred(epoch));
    }

    @Test
    void afterThreeLostClaimsOnlyTheWriterTriesIt() {
        DownloadList list = node();
        list.offer(epoch, offers(1));
        for (int attempt = 1; attempt <= DownloadList.MOST_ATTEMPTS; attempt++) {
            assertEquals(attempt, list.claim(helper("dead"), 1).get(0).attempt());
            silence();
        }

        assertEquals(List.of(), list.claim(helper("next"), 1));
        assertFalse(list.isOffered());
        assertEquals(4, list.claim(writer(), 1).get(0).attempt());
    }

    @Test
    void whatAnotherNodeFailsAtTheWriterTriesOnce() {
        DownloadList list = node();
        list.offer(epoch, offers(1));
        ClaimedDownload claim = list.claim(helper("a"), 1).get(0);

        assertTrue(list.reportFailure(claim, false, "no\nproxy\0 here"));

        assertEquals(List.of(), list.claim(helper("b"), 1));
        ClaimedDownload own = list.claim(writer(), 1).get(0);
        assertTrue(own.offer().isForWriter());
        assertEquals(List.of(), list.ended(epoch, Set.of()));
        assertTrue(list.reportFailure(own, true, "gone"));
        EndedDownload ended = list.ended(epoch, Set.of()).get(0);
        assertEquals("gone", ended.failure());
        assertTrue(ended.staged().isEmpty());
    }

    @Test
    void whatAWriterThatIsGoneHasOfferedIsClaimedByNobody() {
        DownloadList list = node();
        list.offer(epoch, offers(3));
        ClaimedDownload claim = list.claim(helper("a"), 1).get(0);
        writer.close();
        assertFalse(list.isOffered());
        assertEquals(List.of(), list.claim(helper("a"), 1));

        writer = store.open(directory, Durability.FULL);
        long next = writer.epoch().number();
        assertEquals(List.of(), list.claim(helper("a"), 1));
        list.offer(next, List.of(offer(1, "site")));
        list.offer(epoch, List.of(offer(9, "site")));

        assertFalse(report(list, claim));
        assertEquals(List.of(), list.claim(writer(), PLENTY));
        List<ClaimedDownload> claims = list.claim(helper("a"), PLENTY);
        assertEquals(List.of(1), numbers(claims));
        assertEquals(next, claims.get(0).epoch());
        list.withdraw(next);
        assertFalse(list.isOffered());
    }

    @Test
    void whoBecomesTheWriterEndsTheClaimsOfTheOneBefore() {
        DownloadList list = node();
        list.offer(epoch, offers(2));
        ClaimedDownload claim = list.claim(helper("a"), 1).get(0);
        writer.close();

        writer = store.open(directory, Durability.FULL);

        assertEquals(Set.of(), list.renew(helper("a"), Map.of(claim, 1L)));
    }

    @Test
    void theSameOfferTwiceIsOne() {
        DownloadList list = node();
        list.offer(epoch, offers(2));
        list.claim(helper("a"), 1);

        list.offer(epoch, offers(3));

        assertEquals(List.of(2, 3), numbers(list.claim(helper("b"), PLENTY)));
    }

    @Test
    void theWriterHasItsTurnAtWhatOnlyItMayDownload() {
        DownloadList list = node();
        list.offer(epoch, offers(3));
        Claimant helper = new Claimant("helper", 0, 1);
        list.reportFailure(list.claim(helper, 1).get(0), false, "no proxy");

        assertEquals(List.of(), list.claim(helper, 1));

        ClaimedDownload own = list.claim(new Claimant("writer", epoch, 1), 1).get(0);
        assertEquals(1, own.offer().number());
        assertTrue(report(list, own));
        assertEquals(List.of(2), numbers(list.claim(helper, 1)));
    }

    @Test
    void aWriterThatIsSilentIsHelpedByNobody() {
        DownloadList list = node();
        list.offer(epoch, offers(1));
        // its own sign of life may come between
        writer.close();
        TestServer.executeIn(
                url,
                "UPDATE esxsync.mirror_writer SET released = FALSE,"
                        + " beat_at = beat_at - interval '1 h'");

        assertFalse(list.isOffered());
        assertEquals(List.of(), list.claim(writer(), 1));
    }

    @Test
    void rowsThatSayWhatCannotBeAreLeftToTheWriter() {
        DownloadList list = node();
        list.offer(epoch, offers(5));
        set(1, "artifact = replace(artifact, 'http:', 'file:')");
        set(2, "artifact = '../x' || chr(9) || 'http://site/x' || chr(9) || '1' || chr(9)");
        set(3, "artifact = replace(artifact, chr(9) || '30', chr(9) || '-30')");
        set(4, "artifact = ''");

        assertEquals(List.of(5), numbers(list.claim(helper("a"), PLENTY)));

        List<EndedDownload> ended = list.ended(epoch, Set.of());
        assertEquals(4, ended.size());
        assertTrue(ended.stream().allMatch(each -> each.staged().isEmpty()));
    }

    @Test
    void aReportThatSaysWhatCannotBeIsAFailure() {
        DownloadList list = node();
        list.offer(epoch, offers(4));
        list.claim(helper("a\u001b[2J"), PLENTY).forEach(each -> report(list, each));
        set(1, "result = replace(result, 'a/b c', '../../etc/x')");
        set(2, "result = replace(result, 'ESX-1', '/etc')");
        set(3, "result = 'x' || result");
        set(4, "result = replace(result, '4294967295', '4294967296')");

        List<EndedDownload> ended = list.ended(epoch, Set.of());

        assertEquals(4, ended.size());
        for (EndedDownload each : ended) {
            assertTrue(each.staged().isEmpty(), each::toString);
            assertTrue(each.failure().startsWith("its report cannot be read"), each::failure);
            assertFalse(each.node().contains("\u001b"), each::node);
        }
    }

    private void set(int number, String change) {
        TestServer.executeIn(
                url, "UPDATE esxsync.mirror_download SET " + change + " WHERE number = " + number);
    }

    @Test
    void manyAreOfferedAtOnce() {
        DownloadList list = node();
        list.offer(epoch, offers(2_500));

        assertEquals(PLENTY, list.claim(helper("a"), PLENTY + 1).size());
        list.withdraw(epoch);
        assertFalse(list.isOffered());
    }

    @Test
    void mirrorsOfOneDatabaseHaveListsOfTheirOwn() throws Exception {
        Path elsewhere = directory.resolve("elsewhere");
        assertTrue(elsewhere.toFile().mkdir());
        DownloadList list = node();
        list.offer(epoch, offers(1));

        try (Ledger other = store.open(elsewhere, Durability.FULL);
                DownloadList ofOther = store.downloads(elsewhere).orElseThrow()) {
            assertEquals(epoch, other.epoch().number());
            assertFalse(ofOther.isOffered());
            assertEquals(List.of(), ofOther.claim(helper("a"), 1));
            ofOther.withdraw(epoch);
        }

        assertTrue(list.isOffered());
    }
}
