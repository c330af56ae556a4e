package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncRunTest {

    private static final EsxRelease ESX_300 = EsxRelease.parse("esx-3.0.0");
    private static final EsxRelease ESX_301 = EsxRelease.parse("esx-3.0.1");

    @TempDir private Path root;

    private final MemoryLedger ledger = new MemoryLedger();
    private final MemoryDownloader downloader = new MemoryDownloader();
    private final List<Patch> listed = new ArrayList<>();
    private final List<SyncListener> heard = new ArrayList<>();
    private int sources = 1;
    private boolean sourceIsDown;

    /** Lists what the test lists. */
    private final class ListSource implements PatchSource {
        @Override
        public String name() {
            return "list";
        }

        @Override
        public String location() {
            return "memory";
        }

        @Override
        public ScanResult scan(ScanRequest request, PatchSink sink) {
            if (sourceIsDown) {
                throw new EsxSyncException("http://list/: no answer; check the network");
            }
            String state = Integer.toString(listed.hashCode());
            if (state.equals(request.state())) {
                return ScanResult.unchanged(request);
            }
            listed.forEach(sink::accept);
            return ScanResult.listed(state);
        }
    }

    /** Unpacks a .tgz into a directory, puts other files where their path says, lists all. */
    private static final class TestLayout implements PatchLayout {
        @Override
        public List<Placement> place(Patch patch) {
            return patch.artifacts().stream()
                    .map(
                            artifact ->
                                    artifact.name().endsWith(".tgz")
                                            ? new Placement(
                                                    artifact, new RelativePath(patch.id()), true)
                                            : new Placement(artifact, artifact.path(), false))
                    .toList();
        }

        @Override
        public List<RelativePath> writeIndex(
                EsxRelease release, List<IndexedPatch> patches, Path directory) {
            try {
                String ids = patches.stream().map(each -> each.patch().id()).toList().toString();
                Files.writeString(directory.resolve("index.xml"), ids);
                return List.of(new RelativePath("index.xml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Patch list(String id, String release, Artifact... artifacts) {
        Patch patch =
                Patch.builder("list", id, "test")
                        .releaseDate(LocalDate.EPOCH)
                        .platform("ESX", release)
                        .artifacts(List.of(artifacts))
                        .build();
        listed.add(patch);
        return patch;
    }

    private SyncReport sync() {
        Matchers matchers =
                new Matchers(
                        new TreeMap<>(
                                Map.of(
                                        ESX_300, matcher("3.0.0"),
                                        ESX_301, matcher("3.0.1"))));
        return new SyncRun(
                        new Mirror(root),
                        ledger,
                        Collections.nCopies(sources, new ListSource()),
                        matchers,
                        Map.of("test", new TestLayout()),
                        downloader,
                        new Listeners(heard, new SyncListener() {}),
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .run(new TreeSet<>(List.of(ESX_300, ESX_301)), 3);
    }

    private static Matchers.Named matcher(String version) {
        return new Matchers.Named("test", patch -> patch.isFor("ESX", version));
    }

    private List<Outcome> outcomes(SyncReport report) {
        return report.outcomes().stream().map(PatchOutcome::outcome).sorted().toList();
    }

    private Path at(String path) {
        return root.resolve(path);
    }

    private List<String> stagingLeft() throws IOException {
        try (Stream<Path> files = Files.list(new Mirror(root).staging())) {
            return files.map(Path::toString).toList();
        }
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
        assertEquals(List.of(), stagingLeft());
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
    void aPatchForTwoReleasesIsDownloadedAndStoredOnce() throws IOException {
        list("A", "3.0.*", downloader.artifact("A.tgz", "descriptor.xml=one"));

        assertEquals(List.of(Outcome.PUBLISHED, Outcome.PUBLISHED), outcomes(sync()));
        assertEquals(1, downloader.served().size());
        assertEquals(
                Files.getAttribute(at("esx-3.0.0/A/descriptor.xml"), "unix:ino"),
                Files.getAttribute(at("esx-3.0.1/A/descriptor.xml"), "unix:ino"));
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
        assertEquals(List.of(), stagingLeft());
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
        sourceIsDown = true;

        SyncReport report = sync();

        assertEquals(SyncReport.Status.FAILED, report.status());
        assertEquals(List.of(Outcome.PUBLISHED), outcomes(report));
        assertEquals("list", report.failedSources().get(0).source());
    }

    @Test
    void twoSourcesOfOneNameAreToldApartFromOne() {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        sources = 2;

        SyncReport report = sync();

        assertEquals(List.of(Outcome.PUBLISHED), outcomes(report));
        assertTrue(report.failedSources().get(0).reason().contains("two sources are named 'list'"));
    }

    @Test
    void whatAKilledSyncHadStagedIsCleared() throws IOException {
        Path left = new Mirror(root).staging().resolve("7/file");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half");

        sync();

        assertEquals(List.of(), stagingLeft());
    }

    @Test
    void aPendingIndexIsRenewedEvenWhenNothingIsNew() throws IOException {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        sync();
        Files.delete(at("esx-3.0.1/index.xml"));
        ledger.recordMetadata(ESX_301, listed.get(0).key(), "");

        sync();

        assertEquals("[A]", Files.readString(at("esx-3.0.1/index.xml")));
    }

    @Test
    void aListenerThatThrowsIsLeftOutAndHarmsNothing() {
        list("A", "3.0.1", downloader.artifact("A.tgz", "descriptor.xml=one"));
        List<String> calls = new ArrayList<>();
        heard.add(
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
    }
}
