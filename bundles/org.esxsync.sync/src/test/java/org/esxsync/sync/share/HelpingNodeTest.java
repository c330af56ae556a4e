package org.esxsync.sync.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.EndedDownload;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.OfferedDownload;
import org.esxsync.api.patch.Artifact;
import org.esxsync.sync.MemoryDownloader;
import org.esxsync.sync.config.SyncConfig;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.mirror.MirrorLock;
import org.esxsync.sync.mirror.MirrorPaths;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

@Timeout(60)
class HelpingNodeTest {

    private static final long EPOCH = 3;

    @TempDir private Path root;
    private final MemoryDownloadList list = new MemoryDownloadList();
    private final MemoryDownloader downloader = new MemoryDownloader();
    private final Map<String, Object> configured = new HashMap<>();
    private MirrorPaths ofWriter;
    private HelpingNode node;

    @BeforeEach
    void makeMirror() throws IOException {
        configured.put("mirror", root.toString());
        configured.put("ledger", "jdbc:postgresql://db.example/esxsync");
        configured.put("nodes", "shared");
        ofWriter = new MirrorPaths(root).in(EPOCH);
        Files.createDirectories(ofWriter.staging());
    }

    @AfterEach
    void end() throws InterruptedException {
        if (node != null) {
            node.deactivate();
        }
    }

    private final class Store implements LedgerStore {
        @Override
        public Ledger open(Path directory, Durability durability) {
            throw new AssertionError("a node that helps opens no ledger");
        }

        @Override
        public Optional<Ledger> openToRead(Path directory) {
            throw new AssertionError("a node that helps opens no ledger");
        }

        @Override
        public Optional<DownloadList> downloads(Path directory) {
            return Optional.of(list);
        }
    }

    private SyncConfig config() {
        return TypedConfiguration.of(SyncConfig.class, configured);
    }

    private HelpingNode node(boolean on) {
        BundleContext context =
                (BundleContext)
                        Proxy.newProxyInstance(
                                HelpingNodeTest.class.getClassLoader(),
                                new Class<?>[] {BundleContext.class},
                                (proxy, method, arguments) -> null);
        SyncConfiguration settings = new SyncConfiguration(context, config(), configured);
        node = new HelpingNode(settings, new Store(), downloader, on);
        return node;
    }

    private void offer(Artifact... artifacts) {
        for (Artifact each : artifacts) {
            int number = list.offered().size() + 1;
            list.offer(EPOCH, List.of(new OfferedDownload(number, each, false, false)));
        }
    }

    /** The writer takes what has ended. */
    private void takeUntil(int ended) throws InterruptedException {
        while (list.ended(EPOCH, Set.of()).size() < ended) {
            Thread.sleep(10);
        }
    }

    @Test
    void itDownloadsWhatIsOfferedIntoTheStagesOfTheWriter() throws Exception {
        offer(downloader.artifact("a.vib", "one"), downloader.artifact("b.vib", "two"));

        node(true).modified(config());
        takeUntil(2);

        for (EndedDownload each : list.ended(EPOCH, Set.of())) {
            Path file = StagedClaims.path(ofWriter, each.number(), each.attempt());
            assertEquals(each.number() == 1 ? "one" : "two", Files.readString(file));
            assertEquals(MirrorLock.self(), each.node());
        }
    }

    @Test
    void itWaitsWhileTheDatabaseIsAwayAndGoesOnThen() throws Exception {
        list.away(true);
        node(true).modified(config());

        list.away(false);
        offer(downloader.artifact("a.vib", "one"));
        takeUntil(1);

        assertEquals(1, downloader.served().size());
    }

    @Test
    void withoutTheKeyThereIsNoThreadNorWhereTheProcessEndsWithItsCommand() {
        node(false).modified(config());
        assertFalse(node.isLooking());

        configured.put("nodes", "single");
        node(true).modified(config());
        assertFalse(node.isLooking());

        configured.put("nodes", "shared");
        node.modified(config());
        assertTrue(node.isLooking());

        configured.put("nodes", "single");
        node.modified(config());
        assertFalse(node.isLooking());
    }

    /** As its schedule does again and again while another node works. */
    @Test
    void itGoesOnWhileItsOwnSyncTriesWhetherItMayBegin() throws Exception {
        offer(downloader.artifact("a.vib", "one"));
        try (MirrorLock tried = MirrorLock.acquire(new MirrorPaths(root), Clock.systemUTC())) {
            node(true).help();
            assertEquals(1, list.ended(EPOCH, Set.of()).size());

            offer(downloader.artifact("b.vib", "two"));
            tried.begin();
            node.help();
            assertEquals(1, list.ended(EPOCH, Set.of()).size());
        }
    }

    @Test
    void aNodeThatCannotDownloadStepsBack() throws Exception {
        Artifact[] lost = new Artifact[20];
        for (int i = 0; i < lost.length; i++) {
            lost[i] = downloader.artifact("lost" + i + ".vib", "lost");
            downloader.lose(lost[i]);
        }
        offer(lost);

        HelpingNode stepsBack = node(true);
        stepsBack.help();
        stepsBack.help();

        assertTrue(list.isOffered(), "it has spoilt all of them for others");
    }
}
