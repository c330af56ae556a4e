package org.esxsync.sync.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.MemoryLedger.Death;
import org.esxsync.sync.TestMirror;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateDatesTest {

    private static final LocalDate DAY = LocalDate.of(2007, 3, 29);

    @TempDir private Path root;
    private TestMirror mirror;
    private Artifact tarball;

    /** The directory of a patch without a date. */
    private String undated = "A";

    /** As VI3 patches stand: unpacked, with the date first where one is known. */
    private final class DatedLayout implements PatchLayout {
        @Override
        public List<Placement> place(Patch patch) {
            LocalDate date = patch.releaseDate();
            RelativePath directory =
                    new RelativePath(date == null ? undated : date + "-" + patch.id());
            return patch.artifacts().stream()
                    .map(artifact -> new Placement(artifact, directory, true))
                    .toList();
        }

        @Override
        public WrittenIndex writeIndex(
                EsxRelease release,
                List<IndexedPatch> patches,
                List<Patch> others,
                Path directory) {
            return WrittenIndex.of(List.of());
        }
    }

    @BeforeEach
    void publishWithoutADate() {
        mirror = new TestMirror(root);
        mirror.layouts.put("dated", new DatedLayout());
        tarball = mirror.downloader.artifact("A.tgz", "x=one\nd/y=two");
        mirror.list(patch());
        mirror.sync();
        mirror.listed.clear();
    }

    private Patch.Builder patch() {
        return Patch.builder("list", "A", "dated").platform("ESX", "3.0.*").artifact(tarball);
    }

    @Test
    void aPatchTakesItsDateWhenItComesAndSaysSo() throws IOException {
        mirror.list(patch().releaseDate(DAY));

        SyncReport report = mirror.sync();

        String place = "/2007-03-29-A, which was A before its date was known";
        assertEquals(
                List.of("esx-3.0.0" + place, "esx-3.0.1" + place),
                report.outcomes().stream().map(PatchOutcome::detail).toList());
        assertEquals(2, report.count(Outcome.PUBLISHED));
        assertEquals("two", Files.readString(root.resolve("esx-3.0.1/2007-03-29-A/d/y")));
        assertFalse(Files.exists(root.resolve("esx-3.0.1/A")));
        assertEquals(1, mirror.downloader.served().size());
        assertEquals(List.of(), mirror.verify());
        assertTrue(
                mirror.ledger
                        .lastEvent(
                                Event.Kind.PATCH_PUBLISHED,
                                TestMirror.ESX_301,
                                mirror.listed.get(0).key())
                        .orElseThrow()
                        .detail()
                        .endsWith(place));
        assertEquals(2, mirror.sync().count(Outcome.PRESENT));
    }

    @Test
    void theFormerNameStaysForADay() throws IOException {
        mirror.formerStay = Duration.ofDays(1);
        mirror.list(patch().releaseDate(DAY));
        mirror.sync();

        assertEquals("two", Files.readString(root.resolve("esx-3.0.1/2007-03-29-A/d/y")));
        assertEquals("two", Files.readString(root.resolve("esx-3.0.1/A/d/y")));
        assertEquals(List.of(), mirror.verify());

        mirror.now = mirror.now.plus(Duration.ofDays(1));
        assertEquals(2, mirror.sync().count(Outcome.PRESENT));
        assertFalse(Files.exists(root.resolve("esx-3.0.1/A")));
        assertEquals("two", Files.readString(root.resolve("esx-3.0.1/2007-03-29-A/d/y")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aProcessThatDiesBeforeItRecordsTheNewNameIsFinished() throws IOException {
        mirror.formerStay = Duration.ofDays(1);
        mirror.list(patch().releaseDate(DAY));
        mirror.ledger.dieOnce(Death.AFTER_INTENT);
        assertThrows(Throwable.class, mirror::sync);

        SyncReport report = mirror.sync();

        assertEquals(0, report.count(Outcome.CONFLICT), report::toString);
        assertEquals("one", Files.readString(root.resolve("esx-3.0.0/2007-03-29-A/x")));
        assertEquals("one", Files.readString(root.resolve("esx-3.0.1/2007-03-29-A/x")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aDirectoryThatIsNamedByItsMonthTakesTheDay() throws IOException {
        undated = "2007-03-B";
        Artifact other = mirror.downloader.artifact("B.tgz", "x=three");
        Patch.Builder monthly =
                Patch.builder("list", "B", "dated").platform("ESX", "3.0.1").artifact(other);
        mirror.list(monthly);
        mirror.sync();
        assertTrue(Files.exists(root.resolve("esx-3.0.1/2007-03-B/x")));
        mirror.listed.clear();
        mirror.list(monthly.releaseDate(DAY));

        mirror.sync();

        assertEquals("three", Files.readString(root.resolve("esx-3.0.1/2007-03-29-B/x")));
        assertFalse(Files.exists(root.resolve("esx-3.0.1/2007-03-B")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aDateThatGoesOrChangesMovesNothing() throws IOException {
        mirror.list(patch().releaseDate(DAY));
        mirror.sync();
        for (LocalDate date : new LocalDate[] {null, DAY.plusDays(1)}) {
            mirror.listed.clear();
            mirror.list(patch().releaseDate(date));

            assertEquals(2, mirror.sync().count(Outcome.PRESENT));
            assertTrue(Files.exists(root.resolve("esx-3.0.1/2007-03-29-A/x")));
            assertEquals(List.of(), mirror.verify());
        }
    }

    @Test
    void whatIsInTheWayStaysAndIsTold() throws IOException {
        Files.createDirectory(root.resolve("esx-3.0.1/2007-03-29-A"));
        mirror.list(patch().releaseDate(DAY));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.CONFLICT), report::toString);
        assertEquals("one", Files.readString(root.resolve("esx-3.0.1/A/x")));
    }

    @Test
    void aProcessThatDiesBetweenLeavesNothingBehindForGood() throws IOException {
        mirror.wanted.remove(TestMirror.ESX_300);
        mirror.list(patch().releaseDate(DAY));
        for (Death death : List.of(Death.AFTER_INTENT, Death.BEFORE_PUBLICATION)) {
            mirror.ledger.dieOnce(death);
            assertThrows(Throwable.class, mirror::sync);
        }

        mirror.sync();

        assertEquals("one", Files.readString(root.resolve("esx-3.0.1/2007-03-29-A/x")));
        assertFalse(Files.exists(root.resolve("esx-3.0.1/A")));
        assertEquals(List.of(), mirror.verify(TestMirror.ESX_301));
        assertEquals(1, mirror.sync().count(Outcome.PRESENT));
    }
}
