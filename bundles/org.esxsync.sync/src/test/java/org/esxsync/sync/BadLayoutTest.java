package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.MemoryLedger.Death;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plug-in's layout costs what it was asked for, and nothing else. */
class BadLayoutTest {

    @TempDir private Path root;
    private TestMirror mirror;
    private PatchLayout good;

    @BeforeEach
    void listAGoodPatch() {
        mirror = new TestMirror(root);
        good = mirror.layouts.get("test");
        mirror.list("GOOD", "3.0.1", mirror.downloader.artifact("GOOD.tgz", "x=one"));
    }

    private void listOfFormat(String format, String id, Artifact... artifacts) {
        mirror.list(
                Patch.builder("list", id, format)
                        .platform("ESX", "3.0.1")
                        .artifacts(List.of(artifacts)));
    }

    private record Layout(Function<Patch, List<Placement>> places) implements PatchLayout {
        @Override
        public List<Placement> place(Patch patch) {
            return places.apply(patch);
        }

        @Override
        public WrittenIndex writeIndex(
                EsxRelease release,
                List<IndexedPatch> patches,
                List<Patch> notices,
                Path directory) {
            return WrittenIndex.of(List.of());
        }
    }

    private static Function<Patch, List<Placement>> throwing(Throwable problem) {
        return patch -> {
            if (problem instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) problem;
        };
    }

    @Test
    void aLayoutThatThrowsCostsItsPatchesAndNoOthers() throws IOException {
        mirror.layouts.put("null", new Layout(patch -> null));
        mirror.layouts.put("none", new Layout(patch -> List.of()));
        mirror.layouts.put("throws", new Layout(throwing(new IllegalStateException("oops"))));
        mirror.layouts.put("gone", new Layout(throwing(new NoClassDefFoundError("x/Y"))));
        mirror.layouts.put("deep", new Layout(throwing(new StackOverflowError())));
        mirror.layouts
                .keySet()
                .forEach(
                        format -> {
                            String id = "B" + format;
                            listOfFormat(
                                    format, id, mirror.downloader.artifact(id + ".tgz", "y=z"));
                        });

        SyncReport report = mirror.sync();

        assertEquals(5, report.count(Outcome.FAILED), report::toString);
        assertEquals(2, report.count(Outcome.PUBLISHED), report::toString);
        assertTrue(
                report.problems().stream().allMatch(each -> each.detail().contains("layout")),
                report::toString);
        assertEquals("one", Files.readString(root.resolve("esx-3.0.1/GOOD/x")));
        assertEquals(List.of(), mirror.stagingLeft());
    }

    @Test
    void aLayoutThatThrowsDoesNotKeepTheNextSyncFromEndingWhatWasBegun() throws IOException {
        mirror.layouts.put("later", new Layout(good::place));
        listOfFormat("later", "LATER", mirror.downloader.artifact("LATER.tgz", "y=z"));
        mirror.listed.remove(0);
        mirror.ledger.dieOnce(Death.AFTER_INTENT);
        assertThrows(Throwable.class, mirror::sync);
        mirror.list("GOOD", "3.0.1", mirror.downloader.artifact("GOOD.tgz", "x=one"));
        mirror.layouts.put("later", new Layout(throwing(new IllegalStateException("oops"))));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.PUBLISHED), report::toString);
        assertEquals(1, report.count(Outcome.FAILED), report::toString);
        assertEquals(List.of(), mirror.ledger.openIntents());
        mirror.layouts.put("later", new Layout(good::place));
        assertEquals(1, mirror.sync().count(Outcome.PUBLISHED));
    }

    /** Writes an index until the test forbids it. */
    private final class Stubborn implements PatchLayout {

        private boolean refuses;

        @Override
        public List<Placement> place(Patch patch) {
            return good.place(patch);
        }

        @Override
        public WrittenIndex writeIndex(
                EsxRelease release,
                List<IndexedPatch> patches,
                List<Patch> notices,
                Path directory) {
            if (refuses) {
                directory.resolve("half").toFile().mkdir();
                throw new EsxSyncException("NEW has no description; ask its publisher");
            }
            return good.writeIndex(release, patches, notices, directory);
        }
    }

    @Test
    void anIndexThatCannotBeWrittenLeavesTheFormerOneAndIsToldUntilItCan() throws IOException {
        Stubborn layout = new Stubborn();
        mirror.layouts.put("test", layout);
        mirror.sync();
        String before = Files.readString(root.resolve("esx-3.0.1/index.xml"));
        mirror.list("NEW", "3.0.1", mirror.downloader.artifact("NEW.tgz", "x=two"));
        layout.refuses = true;

        SyncReport report = mirror.sync();

        assertEquals(SyncReport.Status.SOME_FAILED, report.status());
        assertEquals(List.of(), mirror.stagingLeft());
        assertTrue(report.problems().get(0).detail().contains("NEW has no description"));
        assertEquals(before, Files.readString(root.resolve("esx-3.0.1/index.xml")));
        assertEquals(List.of("esx-3.0.1 UNFIT false"), found(mirror.verify()));
        List<Finding> repaired = mirror.repairAll();
        assertEquals(List.of("esx-3.0.1 UNFIT false"), found(repaired));
        assertTrue(repaired.get(0).detail().contains("NEW has no description"), repaired::toString);
        assertEquals(
                Event.Kind.INDEX_FAILED,
                mirror.ledger.lastEvent(Set.of(Event.Kind.INDEX_FAILED), null).get().kind());

        layout.refuses = false;
        assertEquals(List.of("esx-3.0.1 UNFIT true"), found(mirror.repairAll()));
        assertEquals("[GOOD, NEW]", Files.readString(root.resolve("esx-3.0.1/index.xml")));
        assertEquals(List.of(), mirror.verify());
    }

    private static List<String> found(List<Finding> findings) {
        return findings.stream()
                .map(each -> each.path() + " " + each.kind() + " " + each.repaired())
                .toList();
    }

    @Test
    void theNameOfAFormatLeadsNowhere() throws IOException {
        mirror.layouts.put("../../../evil", new Layout(good::place));
        listOfFormat("../../../evil", "EVIL", mirror.downloader.artifact("EVIL.tgz", "y=z"));

        mirror.sync();

        assertEquals(List.of(".esxsync", "esx-3.0.1"), names(root));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
