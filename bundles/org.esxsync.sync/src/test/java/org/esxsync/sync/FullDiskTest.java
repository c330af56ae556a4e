package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.DiskFullException;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.MemoryLedger.Death;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.esxsync.sync.plan.DiskForecast;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FullDiskTest {

    private static final long TEBIBYTE = 1L << 40;

    @TempDir private Path root;
    private TestMirror mirror;

    @BeforeEach
    void make() {
        mirror = new TestMirror(root);
    }

    private static Artifact ofSize(Artifact artifact, long size) {
        return new Artifact(artifact.path(), artifact.location(), size, artifact.digests());
    }

    private static Artifact ofAbout(Artifact artifact, long approximateSize) {
        return new Artifact(
                artifact.path(),
                artifact.location(),
                Artifact.UNKNOWN_SIZE,
                approximateSize,
                artifact.digests());
    }

    @Test
    void aPlanThatDoesNotFitIsRefusedBeforeAnythingIsDownloaded() throws IOException {
        mirror.list("A", "3.0.1", ofSize(mirror.downloader.artifact("A.tgz", "x=one"), TEBIBYTE));

        DiskFullException refused = assertThrows(DiskFullException.class, mirror::sync);

        assertTrue(refused.needed() > 2 * TEBIBYTE, refused.getMessage());
        assertTrue(refused.free() < TEBIBYTE, refused.getMessage());
        assertTrue(refused.getMessage().contains("2.5 TB are needed"), refused.getMessage());
        assertEquals(List.of(), mirror.downloader.served());
        assertEquals(List.of(), mirror.stagingLeft());
        assertFalse(Files.exists(root.resolve("esx-3.0.1")));
        assertEquals(Event.Kind.SYNC_FAILED, mirror.ledger.history(1).get(0).event().kind());
    }

    @Test
    void whatPatchesHaveInCommonTakesRoomOnce() {
        Artifact vib = mirror.downloader.artifact("vib20/a.vib", "a vib");
        Artifact metadata = mirror.downloader.artifact("metadata.zip", "metadata");
        List<PlannedPatch> planned =
                Stream.of("A", "B")
                        .map(
                                id ->
                                        Patch.builder("list", id, "test")
                                                .artifact(ofSize(vib, TEBIBYTE))
                                                .metadata(ofSize(metadata, TEBIBYTE))
                                                .build())
                        .map(
                                patch ->
                                        new PlannedPatch(
                                                patch,
                                                List.of(
                                                        patch.id().equals("A")
                                                                ? TestMirror.ESX_300
                                                                : TestMirror.ESX_301)))
                        .toList();

        DiskSpace space =
                new DiskForecast(new MirrorPaths(root), new PatchLayouts(mirror.layouts), 4)
                        .space(planned);

        assertTrue(space.needed() >= 2 * TEBIBYTE, space::toString);
        assertTrue(space.needed() < 3 * TEBIBYTE, space::toString);
    }

    @Test
    void aPlanThatRatherDoesNotFitIsToldAndTriedAllTheSame() throws IOException {
        AtomicReference<SyncPlan> told = new AtomicReference<>();
        mirror.heard.add(
                new SyncListener() {
                    @Override
                    public void planned(SyncPlan plan) {
                        told.set(plan);
                    }
                });
        Artifact artifact = mirror.downloader.artifact("A.tgz", "x=one");
        mirror.list("A", "3.0.1", ofAbout(artifact, TEBIBYTE));

        assertEquals(1, mirror.sync().count(PatchOutcome.Outcome.PUBLISHED));

        DiskSpace disk = told.get().disk();
        assertTrue(disk.isEnough(), disk::toString);
        assertFalse(disk.isLikelyEnough(), disk::toString);
        assertTrue(disk.needed() < 2 << 20, disk::toString);
        assertTrue(disk.expected() > 2 * TEBIBYTE, disk::toString);
    }

    @Test
    void anArchiveThatTurnsOutTooLargeFailsBeforeItFillsTheDisk() throws IOException {
        Artifact artifact = mirror.downloader.artifact("A.tgz", "x=one");
        mirror.list("A", "3.0.1", ofAbout(artifact, 5));
        mirror.downloader.announce(TEBIBYTE);

        PatchOutcome outcome = mirror.sync().outcomes().get(0);

        assertEquals(PatchOutcome.Outcome.FAILED, outcome.outcome());
        assertTrue(outcome.detail().contains("are needed and"), outcome.detail());
        assertEquals(List.of(), mirror.downloader.served());
        assertEquals(List.of(), mirror.stagingLeft());
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTER_INTENT", "BEFORE_PUBLICATION"})
    void aDiskThatFillsFailsThePatchAndTheNextSyncGoesOn(Death moment) throws IOException {
        mirror.list("A", "3.0.1", mirror.downloader.artifact("A.tgz", "x=one"));
        mirror.ledger.fillOnce(moment);

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(PatchOutcome.Outcome.FAILED));
        assertTrue(report.outcomes().get(0).detail().contains("full"), report::toString);

        mirror.sync();

        assertEquals("one", Files.readString(root.resolve("esx-3.0.1/A/x")));
        assertEquals(1, mirror.downloader.served().size());
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aDiskThatFillsUnderTheIndexFailsTheSyncAndTheNextOneWritesIt() throws IOException {
        mirror.list("A", "3.0.1", mirror.downloader.artifact("A.tgz", "x=one"));
        mirror.ledger.fillOnce(Death.BEFORE_INDEX);

        assertThrows(EsxSyncException.class, mirror::sync);
        mirror.sync();

        assertEquals("[A]", Files.readString(root.resolve("esx-3.0.1/index.xml")));
        assertEquals(List.of(), mirror.verify());
    }
}
