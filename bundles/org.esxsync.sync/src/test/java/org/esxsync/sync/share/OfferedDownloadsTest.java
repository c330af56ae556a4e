package org.esxsync.sync.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.ClaimedDownload;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.OfferedDownload;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.MemoryDownloader;
import org.esxsync.sync.TestMirror;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.plan.DiskRoom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole syncs, whose files another node downloads, or fails at. */
@Timeout(60)
class OfferedDownloadsTest {

    private static final int PATCHES = 12;

    @TempDir private Path root;
    private final MemoryDownloadList list = new MemoryDownloadList();
    private TestMirror mirror;
    private Artifact common;
    private Helper helper;

    @BeforeEach
    void list() {
        mirror = new TestMirror(root);
        mirror.hasNodes = true;
        mirror.shared = list;
        mirror.wanted.remove(TestMirror.ESX_301);
        common = mirror.downloader.artifact("vib20/common.vib", "common");
        for (int i = 0; i < PATCHES; i++) {
            mirror.list(
                    "B" + i,
                    "3.0.0",
                    mirror.downloader.artifact("vib20/own" + i + ".vib", "own " + i),
                    common);
        }
        mirror.list("A", "3.0.0", mirror.downloader.artifact("a.tgz", "a=one\nb/c=two"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (helper != null) {
            helper.close();
        }
    }

    /**
     * A node that helps from the first offer on. The writer waits until it has claimed something.
     */
    private final class Helper implements AutoCloseable {

        private final Thread thread = new Thread(this::run, "helper");
        private final CountDownLatch hasClaimed = new CountDownLatch(1);
        private final ClaimedDownloads.Fetch fetch;
        private volatile boolean isOver;
        private volatile Throwable problem;

        Helper(ClaimedDownloads.Fetch fetch) {
            this.fetch = fetch;
            mirror.shared = new HeldList(list, hasClaimed);
            thread.start();
        }

        private void run() {
            try (ClaimedDownloads node =
                    new ClaimedDownloads(
                            list,
                            new DownloadList.Claimant("helper", 0, 1),
                            2,
                            (claim, listener) -> {
                                hasClaimed.countDown();
                                return fetch.fetch(claim, listener);
                            },
                            (claim, cause) -> {})) {
                while (!isOver) {
                    node.round();
                }
            } catch (InterruptedException | RuntimeException e) {
                problem = e;
            }
        }

        @Override
        public void close() throws InterruptedException {
            isOver = true;
            thread.join();
            assertEquals(null, problem);
        }
    }

    private StagedClaims right() {
        MirrorPaths paths = new MirrorPaths(root);
        return new StagedClaims(
                paths,
                new ArtifactFetch(mirror.downloader, new DiskRoom(paths)),
                partials -> partials.resolve("helper"),
                new DurableFiles(Durability.FULL, true));
    }

    private void assertAllIsThere(SyncReport report) throws IOException {
        assertEquals(PATCHES + 1, report.count(Outcome.PUBLISHED), report::toString);
        assertEquals("own 3", Files.readString(root.resolve("esx-3.0.0/vib20/own3.vib")));
        assertEquals("two", Files.readString(root.resolve("esx-3.0.0/A/b/c")));
        assertEquals(List.of(), mirror.verify());
        assertEquals(List.of(), List.of(root.resolve(".esxsync/staging").toFile().list()));
        assertEquals(0, list.size());
        assertTrue(list.isClosed());
    }

    @Test
    void aNodeThatIsAloneDownloadsAllItself() throws IOException {
        assertAllIsThere(mirror.sync());

        assertEquals(PATCHES + 2, mirror.downloader.served().size());
        assertEquals(PATCHES + 2, list.offered().size());
    }

    @Test
    void eachFileIsDownloadedOnceByOneOfTheNodes() throws IOException {
        helper = new Helper(right());

        assertAllIsThere(mirror.sync());

        assertEquals(PATCHES + 2, mirror.downloader.served().size());
        String end = lastEvent();
        assertTrue(end.contains(" by helper"), end);
        assertEquals(0, mirror.sync().downloadedBytes());
        assertEquals(PATCHES + 2, list.offered().size());
    }

    private String lastEvent() {
        var history = mirror.ledger.history(1);
        return history.get(0).event().detail();
    }

    @Test
    void filesAreOfferedSomeAheadOfThePatchesThatNeedThem() {
        int many = 400;
        for (int i = 0; i < many; i++) {
            mirror.list(
                    "M" + i,
                    "3.0.0",
                    mirror.downloader.artifact("vib20/many" + i + ".vib", "many " + i));
        }

        assertEquals(many + PATCHES + 1, mirror.sync().count(Outcome.PUBLISHED));

        assertEquals(many + PATCHES + 2, list.offered().size());
        assertTrue(list.most() < many / 2, list.most() + " on the list");
    }

    @Test
    void whatAnotherNodeCannotDownloadThisOneDoes() throws IOException {
        helper =
                new Helper(
                        (claim, listener) -> {
                            throw new EsxSyncException("no way through the proxy");
                        });

        assertAllIsThere(mirror.sync());

        assertTrue(lastEvent().endsWith(PATCHES + 2 + " files by writer"), lastEvent());
    }

    @Test
    void whatAnotherNodeReportsIsComparedWithWhatLiesThere() throws IOException {
        AtomicInteger lies = new AtomicInteger();
        helper = new Helper((claim, listener) -> lie(claim, lies.getAndIncrement()));

        assertAllIsThere(mirror.sync());

        assertTrue(lies.get() > 0);
        assertTrue(lastEvent().endsWith(PATCHES + 2 + " files by writer"), lastEvent());
    }

    /** By turns: no file, one of another size, one of another digest, a link to the right one. */
    private StagedArtifact lie(ClaimedDownload claim, int kind) throws IOException {
        Path target =
                StagedClaims.path(mirror.mirrorOfWriter(), claim.offer().number(), claim.attempt());
        long size = claim.offer().artifact().size();
        String published = claim.offer().artifact().digests().get(0).hex();
        switch (kind % 4) {
            case 0 -> {}
            case 1 -> Files.writeString(target, "x".repeat((int) size + 1));
            case 2 -> Files.writeString(target, "x".repeat((int) size));
            default -> {
                Path elsewhere = Files.writeString(root.resolve("elsewhere"), "x");
                Files.createSymbolicLink(target, elsewhere);
            }
        }
        String sha256 = kind % 4 == 2 ? "f".repeat(64) : published;
        return new StagedArtifact(
                size,
                sha256,
                claim.offer().artifact().digests(),
                List.of(new StagedFile(new RelativePath("x"), StagedFile.Type.FILE, size, sha256)));
    }

    @Test
    void whatFailsHereFailsThePatchWithItsReason() {
        Artifact lost = mirror.downloader.artifact("vib20/lost.vib", "lost");
        mirror.downloader.lose(lost);
        mirror.list("L", "3.0.0", lost);

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.FAILED));
        String reason =
                report.outcomes().stream()
                        .filter(each -> each.outcome() == Outcome.FAILED)
                        .findFirst()
                        .orElseThrow()
                        .detail();
        assertTrue(reason.contains(lost.location() + ": gone"), reason);
        assertEquals(1, list.offered().stream().filter(each -> each.artifact() == lost).count());
    }

    @Test
    void onlyWhatOtherNodesCanReachIsOffered() throws IOException {
        Path file = Files.writeString(root.resolve("local.vib"), "local");
        mirror.list(
                "F",
                "3.0.0",
                new Artifact(
                        new RelativePath("vib20/local.vib"),
                        file.toUri(),
                        5,
                        List.of(MemoryDownloader.sha256("local"))));

        assertEquals(PATCHES + 2, mirror.sync().count(Outcome.PUBLISHED));

        assertTrue(
                list.offered().stream()
                        .map(OfferedDownload::artifact)
                        .map(Artifact::location)
                        .map(URI::getScheme)
                        .allMatch("http"::equals));
        assertEquals(PATCHES + 2, list.offered().size());
    }

    /** A list whose writer claims nothing before another node has. */
    private record HeldList(MemoryDownloadList list, CountDownLatch hasClaimed)
            implements DelegatingList {

        @Override
        public List<ClaimedDownload> claim(DownloadList.Claimant claimant, int most) {
            try {
                hasClaimed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return list.claim(claimant, most);
        }
    }
}
