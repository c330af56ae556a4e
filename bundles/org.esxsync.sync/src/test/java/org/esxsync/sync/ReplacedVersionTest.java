package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A later version of a bulletin takes the place of the one that stands, with no step by hand. */
class ReplacedVersionTest {

    @TempDir private Path root;
    private TestMirror mirror;
    private Patch old;

    private Patch.Builder version(String day, String version, String shared) {
        Artifact own =
                mirror.downloader.artifact("vib20/net-" + version + ".vib", "net " + version);
        Artifact common = mirror.downloader.artifact("vib20/common.vib", shared);
        return TestMirror.patch("net", "3.0.1", own, common)
                .kind(PatchKind.BULLETIN)
                .releaseDate(LocalDate.parse(day))
                .vib(vib("net", version, own))
                .vib(vib("common", "1", common));
    }

    private static Vib vib(String name, String version, Artifact file) {
        return Vib.builder("VMW", "bootbank", name, new VibVersion(version))
                .file(file.path())
                .build();
    }

    @BeforeEach
    void publishTheOldOne() {
        mirror = new TestMirror(root);
        old = mirror.list(version("2021-12-26", "1", "common"));
        mirror.sync();
    }

    private void assertOnlyTheNewOneStands() throws IOException {
        assertEquals("[net]", Files.readString(root.resolve("esx-3.0.1/index.xml")));
        assertTrue(Files.exists(root.resolve("esx-3.0.1/vib20/net-2.vib")));
        assertFalse(Files.exists(root.resolve("esx-3.0.1/vib20/net-1.vib")));
        assertTrue(Files.exists(root.resolve("esx-3.0.1/vib20/common.vib")), "shared");
        assertEquals(List.of(), mirror.verify());
        assertEquals(List.of(), mirror.ledger.openRemovals());
        assertEquals(1, mirror.ledger.publications(TestMirror.ESX_301).size());
    }

    @Test
    void itsFilesGoAndWhatBothHaveStays() throws IOException {
        Patch younger = mirror.list(version("2023-03-30", "2", "common"));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.PUBLISHED));
        assertEquals(SyncReport.Status.DONE, report.status());
        assertOnlyTheNewOneStands();
        assertEquals(
                younger.key(), mirror.ledger.publications(TestMirror.ESX_301).get(0).patch().key());
        List<Event> told =
                mirror.ledger.history(100).stream()
                        .map(HistoryEntry::event)
                        .filter(event -> event.patch() != null)
                        .toList();
        assertTrue(
                told.stream()
                        .anyMatch(
                                event ->
                                        event.detail()
                                                .endsWith(
                                                        ", in place of the version of"
                                                                + " 2021-12-26")),
                told::toString);
        assertTrue(
                told.stream()
                        .anyMatch(
                                event ->
                                        event.kind() == Event.Kind.PATCH_REMOVED
                                                && old.key().equals(event.patch())),
                told::toString);
    }

    @Test
    void theOldOneDoesNotComeBackThoughItIsStillListed() throws IOException {
        mirror.list(version("2023-03-30", "2", "common"));
        mirror.sync();
        mirror.force = true;

        SyncReport report = mirror.sync();

        assertEquals(0, report.count(Outcome.PUBLISHED));
        assertEquals(List.of(), report.problems());
        assertOnlyTheNewOneStands();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aKilledSyncIsFinishedByTheNext(MemoryLedger.Death death) throws IOException {
        mirror.list(version("2023-03-30", "2", "common"));
        mirror.ledger.dieOnce(death);
        assertThrows(Throwable.class, mirror::sync);

        mirror.sync();

        assertOnlyTheNewOneStands();
    }

    @Test
    void aSecondContentOfAVibStaysAConflict() throws IOException {
        mirror.list(version("2023-03-30", "2", "other bytes"));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.CONFLICT));
        assertTrue(Files.exists(root.resolve("esx-3.0.1/vib20/net-1.vib")));
        assertFalse(Files.exists(root.resolve("esx-3.0.1/vib20/net-2.vib")));
    }
}
