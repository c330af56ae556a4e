package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.mirror.MirrorPaths;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncRunTest {

    @TempDir private Path root;
    private TestMirror mirror;
    private MemoryLedger ledger;
    private MemoryDownloader downloader;

    @BeforeEach
    void make() {
        mirror = new TestMirror(root);
        ledger = mirror.ledger;
        downloader = mirror.downloader;
    }

    private Patch list(String id, String release, Artifact... artifacts) {
        return mirror.list(id, release, artifacts);
    }

    private SyncReport sync() {
        return mirror.sync();
    }

    private List<Outcome> outcomes(SyncReport report) {
        return report.outcomes().stream().map(PatchOutcome::outcome).sorted().toList();
    }

    private Path at(String path) {
        return root.resolve(path);
    }

    @Test
    void publishesEachPatchInItsReleaseAndIndexesIt() throws IOException {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one\nrpm/x=two"));
        list("B", "3.0.0", downloader.artifact("vib20/b.vib", "three"));

        SyncReport report = sync();

        assertEquals(SyncReport.Status.DONE, report.status());
        assertEquals("two", Files.readString(at("esx-3.0.1/A/rpm/x")));
        assertEquals("three", Files.readString(at("esx-3.0.0/vib20/b.vib")));
        assertEquals("[A]", Files.readString(at("esx-3.0.1/index.xml")));
        assertEquals(List.of(), mirror.stagingLeft());
    }

    @Test
    void aSecondSyncDownloadsNothing() {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        sync();
        int served = downloader.served().size();

        assertEquals(List.of(Outcome.PRESENT), outcomes(sync()));
        assertEquals(served, downloader.served().size());
    }

    @Test
    void theLargestPatchIsDownloadedFirstWhateverTheirDates() {
        mirror.parallel = 1;
        Artifact small = downloader.artifact("S.tgz", "s=1");
        Artifact large = downloader.artifact("L.tgz", "l=" + "2".repeat(99));
        mirror.list(TestMirror.patch("S", "3.0.1", small).releaseDate(LocalDate.EPOCH));
        mirror.list(TestMirror.patch("L", "3.0.1", large).releaseDate(LocalDate.EPOCH.plusDays(1)));

        mirror.sync();

        assertEquals(List.of(large.location(), small.location()), downloader.served());
    }

    @Test
    void anErrorInOnePatchIsThatPatchsFailure() throws IOException {
        mirror.parallel = 1;
        list("A", "3.0.1", downloader.artifact("A.tgz", "a=one"));
        list("B", "3.0.1", downloader.artifact("B.tgz", "b=two"));
        downloader.failOnce(new OutOfMemoryError("Java heap space"));

        SyncReport report = sync();

        assertEquals(List.of(Outcome.PUBLISHED, Outcome.FAILED), outcomes(report));
        assertTrue(report.problems().get(0).detail().contains("memory"), report::toString);
        assertEquals(List.of(), mirror.stagingLeft());
        assertEquals(List.of(Outcome.PUBLISHED, Outcome.PRESENT), outcomes(sync()));
    }

    @Test
    void anArchiveThatItsLayoutTakesForAnotherPatchIsNotPublished() throws IOException {
        list("A", "3.0.1", downloader.artifact("A.tgz", "a=one"));
        downloader.leaveOut("not-A");

        SyncReport report = sync();

        assertEquals(List.of(Outcome.FAILED), outcomes(report));
        assertTrue(report.problems().get(0).detail().contains("'not-A'"), report::toString);
        assertEquals(List.of(), mirror.stagingLeft());
        downloader.leaveOut("A");
        assertEquals(List.of(Outcome.PUBLISHED), outcomes(sync()));
    }

    @Test
    void aPatchForTwoReleasesIsDownloadedAndStoredOnce() throws IOException {
        list("A", "3.0.*", downloader.artifact("A.tgz", "descriptor.xml=one"));

        assertEquals(List.of(Outcome.PUBLISHED, Outcome.PUBLISHED), outcomes(sync()));
        assertEquals(1, downloader.served().size());
        assertEquals(
                Files.getAttribute(at("esx-3.0.0/A/descriptor.xml"), "unix:ino"),
                Files.getAttribute(at("esx-3.0.1/A/descriptor.xml"), "unix:ino"));
    }

    @Test
    void aPatchThatAnotherReleaseHasIsNotDownloadedAgain() throws IOException {
        list("A", "3.0.*", downloader.artifact("A.tgz", "descriptor.xml=one"));
        list("B", "3.0.*", downloader.artifact("vib20/b.vib", "two"));
        mirror.wanted.remove(TestMirror.ESX_301);
        sync();
        mirror.wanted.add(TestMirror.ESX_301);

        assertEquals(2, sync().count(Outcome.PUBLISHED));
        assertEquals(2, downloader.served().size());
        assertEquals(
                Files.getAttribute(at("esx-3.0.0/A/descriptor.xml"), "unix:ino"),
                Files.getAttribute(at("esx-3.0.1/A/descriptor.xml"), "unix:ino"));
        assertEquals("two", Files.readString(at("esx-3.0.1/vib20/b.vib")));
    }

    @Test
    void whatAnotherReleaseHasDamagedIsDownloadedAgain() throws IOException {
        list("A", "3.0.*", downloader.artifact("A.tgz", "descriptor.xml=one"));
        mirror.wanted.remove(TestMirror.ESX_301);
        sync();
        Files.writeString(at("esx-3.0.0/A/descriptor.xml"), "two");
        mirror.wanted.add(TestMirror.ESX_301);

        sync();

        assertEquals("one", Files.readString(at("esx-3.0.1/A/descriptor.xml")));
    }

    @Test
    void oneBadPatchDoesNotStopTheOthers() throws IOException {
        Patch bad = list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        list("B", "3.0.1", downloader.artifact("B.tgz", "descriptor.xml=two"));
        downloader.lose(bad.artifacts().get(0));

        SyncReport report = sync();

        assertEquals(SyncReport.Status.SOME_FAILED, report.status());
        assertEquals(List.of(Outcome.PUBLISHED, Outcome.FAILED), outcomes(report));
        assertFalse(Files.exists(at("esx-3.0.1/A")));
        assertTrue(Files.exists(at("esx-3.0.1/B")));
        assertEquals(List.of(), mirror.stagingLeft());
    }

    @Test
    void aSourceOfAFailedPatchIsReadAnewNextTime() {
        Patch bad = list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        downloader.lose(bad.artifacts().get(0));
        sync();
        assertNull(ledger.scans().get("list").state());

        mirror.listed.clear();
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=two"));
        assertEquals(List.of(Outcome.PUBLISHED), outcomes(sync()));
        assertNotNull(ledger.scans().get("list").state());
    }

    @Test
    void twoPatchesMayShareAFileOfTheSameBytes() throws IOException {
        list("A", "3.0.1", downloader.artifact("vib20/x.vib", "same"));
        list("B", "3.0.1", downloader.artifact("vib20/x.vib", "same"));

        assertEquals(List.of(Outcome.PUBLISHED, Outcome.PUBLISHED), outcomes(sync()));
        assertEquals("[A, B]", Files.readString(at("esx-3.0.1/index.xml")));
    }

    @Test
    void otherBytesAtTheSamePlaceAreAConflictAndTheFirstBytesStay() throws IOException {
        list("A", "3.0.1", downloader.artifact("vib20/x.vib", "first"));
        sync();
        list("B", "3.0.1", downloader.artifact("vib20/x.vib", "second"));

        SyncReport report = sync();

        assertEquals(List.of(Outcome.PRESENT, Outcome.CONFLICT), outcomes(report));
        assertEquals("first", Files.readString(at("esx-3.0.1/vib20/x.vib")));
        assertEquals("[A]", Files.readString(at("esx-3.0.1/index.xml")));
    }

    @Test
    void aConflictIsToldEachTimeButEntersTheHistoryOnce() {
        list("A", "3.0.1", downloader.artifact("vib20/x.vib", "first"));
        list("A", "3.0.1", downloader.artifact("vib20/x.vib", "second"));

        assertEquals(List.of(Outcome.PUBLISHED, Outcome.CONFLICT), outcomes(sync()));
        assertEquals(List.of(Outcome.PRESENT, Outcome.CONFLICT), outcomes(sync()));
        assertEquals(
                Event.Kind.SYNC_FINISHED,
                ledger.history(1).get(0).event().kind(),
                "no sync can settle a conflict");
        assertEquals(
                1,
                ledger.history(100).stream()
                        .filter(each -> each.event().kind() == Event.Kind.PATCH_CONFLICT)
                        .count());
    }

    @Test
    void filesOfAnInterruptedPublicationAreAdopted() throws IOException {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        Files.createDirectories(at("esx-3.0.1/A"));
        Files.writeString(at("esx-3.0.1/A/descriptor.xml"), "one");

        assertEquals(List.of(Outcome.PUBLISHED), outcomes(sync()));
    }

    @Test
    void aDirectoryThatSomebodyElseMadeIsKept() throws IOException {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        Files.createDirectories(at("esx-3.0.1/A"));
        Files.writeString(at("esx-3.0.1/A/mine"), "keep");

        assertEquals(List.of(Outcome.CONFLICT), outcomes(sync()));
        assertEquals("keep", Files.readString(at("esx-3.0.1/A/mine")));
    }

    @Test
    void aSourceThatIsDownFailsTheRunButKnownPatchesAreStillPublished() {
        Patch patch = list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        ledger.recordSighting(patch, Instant.EPOCH);
        mirror.sourceIsDown = true;

        SyncReport report = sync();

        assertEquals(SyncReport.Status.FAILED, report.status());
        assertEquals(List.of(Outcome.PUBLISHED), outcomes(report));
        assertEquals("list", report.failedSources().get(0).source());
    }

    @Test
    void twoSourcesOfOneNameAreToldApartFromOne() {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        mirror.sources = 2;

        SyncReport report = sync();

        assertEquals(List.of(Outcome.PUBLISHED), outcomes(report));
        assertTrue(report.failedSources().get(0).reason().contains("two sources are named 'list'"));
    }

    @Test
    void whatAKilledSyncHadStagedIsCleared() throws IOException {
        Path left = new MirrorPaths(root).staging().resolve("7/file");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half");

        sync();

        assertEquals(List.of(), mirror.stagingLeft());
    }

    @Test
    void aPendingIndexIsRenewedEvenWhenNothingIsNew() throws IOException {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        sync();
        Files.delete(at("esx-3.0.1/index.xml"));
        ledger.recordIndexLost(TestMirror.ESX_301);

        sync();

        assertEquals("[A]", Files.readString(at("esx-3.0.1/index.xml")));
    }

    @Test
    void aListenerThatThrowsIsLeftOutAndHarmsNothing() {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        List<String> calls = new ArrayList<>();
        mirror.heard.add(
                new SyncListener() {
                    @Override
                    public void scanning(String source) {
                        calls.add(source);
                        throw new IllegalStateException("listener");
                    }

                    @Override
                    public void started(Patch patch) {
                        calls.add(patch.id());
                    }
                });

        assertEquals(SyncReport.Status.DONE, sync().status());
        assertEquals(List.of("list"), calls);
    }

    @Test
    void theHistoryTellsTheRun() {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));

        sync();

        assertEquals(
                List.of(
                        Event.Kind.SYNC_STARTED,
                        Event.Kind.PATCH_FOUND,
                        Event.Kind.SOURCE_SCANNED,
                        Event.Kind.PATCH_PUBLISHED,
                        Event.Kind.SYNC_FINISHED),
                ledger.history(100).stream().map(each -> each.event().kind()).toList());
        assertEquals("esx-3.0.0, esx-3.0.1", ledger.history(100).get(0).event().detail());
    }
}
