package org.esxsync.sync.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PrunedPatch;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.MemoryLedger.Death;
import org.esxsync.sync.TestMirror;
import org.esxsync.sync.config.KeepPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrunePlanTest {

    @TempDir private Path root;
    private TestMirror mirror;

    /** OLD and MID are superseded by NEW; OLD's VIB is NEW's too. */
    @BeforeEach
    void sync() {
        mirror = new TestMirror(root);
        mirror.list(
                TestMirror.patch(
                                "OLD",
                                "3.0.1",
                                mirror.downloader.artifact("OLD.tgz", "x=old"),
                                mirror.downloader.artifact("vib20/same.vib", "same"),
                                mirror.downloader.artifact("vib20/old.vib", "older"))
                        .releaseDate(LocalDate.of(2007, 1, 1)));
        mirror.list(
                TestMirror.patch("MID", "3.0.1", mirror.downloader.artifact("MID.tgz", "x=mid"))
                        .releaseDate(LocalDate.of(2008, 1, 1)));
        mirror.list(
                TestMirror.patch(
                                "NEW",
                                "3.0.1",
                                mirror.downloader.artifact("NEW.tgz", "x=new"),
                                mirror.downloader.artifact("vib20/same.vib", "same"))
                        .releaseDate(LocalDate.of(2009, 1, 1))
                        .supersedes(List.of("OLD", "MID")));
        for (int i = 0; i < 3; i++) {
            String id = "OTHER" + i;
            mirror.list(id, "3.0.0", mirror.downloader.artifact(id + ".tgz", "x=" + i));
        }
        mirror.sync();
    }

    @Test
    void anIgnoredPatchGoesAndTheOneItWasInConflictWithTakesItsPlace() throws IOException {
        Patch held = mirror.listed.get(1);
        Patch other =
                mirror.list(
                        TestMirror.patch(
                                "MID", "3.0.1", mirror.downloader.artifact("MID.tgz", "x=other")));
        SyncReport before = mirror.sync();
        mirror.keep = KeepPolicy.EVERYTHING.ignoring(Set.of("MID@" + held.revision()));

        assertEquals(
                List.of(
                        new PrunedPatch(
                                TestMirror.ESX_301, "MID", 3, "it is ignored, as configured")),
                mirror.prune(false));
        SyncReport after = mirror.sync();

        assertEquals(1, before.count(Outcome.CONFLICT));
        assertEquals(SyncReport.Status.DONE, after.status());
        assertEquals(1, after.count(Outcome.PUBLISHED));
        assertEquals("other", Files.readString(at("MID/x")));
        assertTrue(mirror.ledger.publishedKeys().get(TestMirror.ESX_301).contains(other.key()));
    }

    private Path at(String path) {
        return root.resolve("esx-3.0.1").resolve(path);
    }

    private void keep(String policy) {
        mirror.keep = KeepPolicy.parse("pid", policy);
    }

    @Test
    void supersededPatchesGoWithAllThatOnlyTheyNeed() throws IOException {
        keep("0");

        assertEquals(
                List.of(
                        new PrunedPatch(TestMirror.ESX_301, "MID", 3, "superseded by NEW"),
                        new PrunedPatch(TestMirror.ESX_301, "OLD", 8, "superseded by NEW")),
                mirror.prune(false));

        assertFalse(Files.exists(at("OLD")));
        assertFalse(Files.exists(at("MID")));
        assertFalse(Files.exists(at("vib20/old.vib")));
        assertEquals("same", Files.readString(at("vib20/same.vib")));
        assertEquals("[NEW]", Files.readString(at("index.xml")));
        assertEquals(List.of(), mirror.verify());
        Event last = mirror.ledger.history(1).get(0).event();
        assertEquals(Event.Kind.PATCH_REMOVED, last.kind());
        assertTrue(last.detail().matches("1 file|[02-9] files"), last::detail);
    }

    @Test
    void patchesThatSupersedeEachOtherStay() {
        for (String id : List.of("RING-A", "RING-B")) {
            String other = id.equals("RING-A") ? "RING-B" : "RING-A";
            mirror.list(
                    TestMirror.patch(
                                    id, "3.0.1", mirror.downloader.artifact(id + ".tgz", "x=" + id))
                            .supersedes(List.of(other)));
        }
        mirror.sync();
        keep("0");

        assertEquals(List.of("MID", "OLD"), ids(mirror.prune(false)));
    }

    @Test
    void theYoungestOrThoseSinceADayStay() {
        keep("1");
        assertEquals(List.of("OLD"), ids(mirror.prune(false)));
        keep("2007-06-01");
        assertEquals(List.of(), ids(mirror.prune(false)));
        keep("2008-01-02");
        assertEquals(List.of("MID"), ids(mirror.prune(false)));
        assertThrows(ConfigurationException.class, () -> keep("some"));
    }

    private static List<String> ids(List<PrunedPatch> pruned) {
        return pruned.stream().map(PrunedPatch::patch).toList();
    }

    @Test
    void whatWasPrunedComesBackOnlyWhenAllIsKept() throws IOException {
        keep("0");
        mirror.prune(false);

        assertEquals(0, mirror.sync().count(Outcome.PUBLISHED));
        keep("all");
        assertEquals(2, mirror.sync().count(Outcome.PUBLISHED));

        assertEquals("old", Files.readString(at("OLD/x")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aReleaseThatIsNotWantedGoesAsAWholeIfItIsForced() {
        mirror.wanted.remove(TestMirror.ESX_300);

        EsxSyncException refused = assertThrows(EsxSyncException.class, () -> mirror.prune(false));
        assertTrue(refused.getMessage().contains("3 of 6"), refused.getMessage());
        assertTrue(Files.exists(root.resolve("esx-3.0.0/OTHER0/x")));

        mirror.prune(true);

        assertFalse(Files.exists(root.resolve("esx-3.0.0/OTHER0")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aReleaseThatIsWantedAgainComesBackWithoutWhatIsSuperseded() throws IOException {
        keep("0");
        for (EsxRelease release : List.of(TestMirror.ESX_300, TestMirror.ESX_301)) {
            mirror.wanted.remove(release);
            mirror.prune(true);
            mirror.wanted.add(release);
        }

        assertEquals(4, mirror.sync().count(Outcome.PUBLISHED));

        assertTrue(Files.exists(at("NEW")));
        assertFalse(Files.exists(at("OLD")));
        assertEquals(0, mirror.sync().count(Outcome.PUBLISHED));
        assertEquals(List.of(), mirror.prune(false));
    }

    @Test
    void whatASuccessorThatIsListedNoMoreStandsInForStaysAway() {
        keep("0");
        mirror.prune(false);
        mirror.listed.removeIf(patch -> patch.id().equals("NEW"));

        assertEquals(0, mirror.sync().count(Outcome.PUBLISHED));
    }

    @Test
    void aKilledPruningIsEndedByTheNextSync() throws IOException {
        keep("0");
        mirror.ledger.dieOnce(Death.BEFORE_REMOVAL);
        assertThrows(AssertionError.class, () -> mirror.prune(false));
        assertEquals(List.of(), mirror.verify());

        mirror.sync();

        assertEquals(List.of(), mirror.ledger.openRemovals());
        assertFalse(Files.exists(at("OLD")));
        assertFalse(Files.exists(at("MID")));
        assertEquals("[NEW]", Files.readString(at("index.xml")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void whatSomebodyPutBesideAPrunedPatchStays() throws IOException {
        Files.writeString(at("OLD/mine"), "keep");
        keep("0");

        mirror.prune(false);

        assertEquals("keep", Files.readString(at("OLD/mine")));
        assertFalse(Files.exists(at("OLD/x")));
    }

    @Test
    void whatCannotBeRemovedYetStopsNoSync() {
        PatchLayout good = mirror.layouts.get("test");
        mirror.keep = KeepPolicy.parse("pid", "0");
        mirror.ledger.dieOnce(Death.BEFORE_REMOVAL);
        assertThrows(Throwable.class, () -> mirror.prune(false));
        mirror.ledger.recordIndexLost(TestMirror.ESX_301);
        mirror.layouts.remove("test");

        assertEquals(List.of("esx-3.0.1"), failedIndexes(mirror.sync()));

        mirror.layouts.put("test", good);
        mirror.sync();
        assertEquals(List.of(), mirror.ledger.openRemovals());
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aPatchThatCannotBeRemovedKeepsNoOtherFromGoing() throws IOException {
        mirror.keep = KeepPolicy.parse("pid", "0");
        mirror.ledger.dieOnce(Death.BEFORE_REMOVAL);
        assertThrows(Throwable.class, () -> mirror.prune(false));
        Path inTheWay = at("vib20/old.vib");
        DirectoryTree.delete(inTheWay);
        Files.createDirectories(inTheWay);
        Files.writeString(inTheWay.resolve("mine"), "mine");

        mirror.sync();
        assertEquals(
                List.of("vib20/old.vib"),
                mirror.ledger.formerFiles().stream().map(each -> each.path().value()).toList());

        DirectoryTree.delete(inTheWay);
        mirror.sync();
        assertEquals(List.of(), mirror.ledger.formerFiles());
        assertEquals(List.of(), mirror.verify());
    }

    private static List<String> failedIndexes(SyncReport report) {
        return report.problems().stream()
                .filter(each -> each.patch().equals("index"))
                .map(each -> String.valueOf(each.release()))
                .toList();
    }

    @Test
    void theLedgerIsReadNoOftenerForManyRemovalsThanForOne() {
        int before = mirror.ledger.reads();
        remove("OTHER0");
        int forOne = mirror.ledger.reads() - before;

        remove("OTHER1", "OTHER2");

        assertTrue(mirror.ledger.reads() - before - forOne <= forOne);
    }

    private void remove(String... ids) {
        mirror.listed.stream()
                .filter(patch -> List.of(ids).contains(patch.id()))
                .forEach(
                        patch ->
                                mirror.ledger.recordRemovalIntent(TestMirror.ESX_300, patch.key()));
        mirror.prune(true);
    }

    @Test
    void aBulletinOfWhichEachVibHasAHigherVersionGoesAndDoesNotComeBack() throws IOException {
        mirror.keep = KeepPolicy.parse("pid", "0");
        for (int version = 1; version <= 3; version++) {
            Artifact file =
                    mirror.downloader.artifact("vib20/net-" + version + ".vib", "net" + version);
            mirror.list(
                    TestMirror.patch("NET" + version, "3.0.1", file)
                            .kind(PatchKind.BULLETIN)
                            .vib(
                                    Vib.builder(
                                                    "V",
                                                    "bootbank",
                                                    "net",
                                                    new VibVersion("1." + version))
                                            .file(file.path())
                                            .build()));
        }
        mirror.sync();

        List<String> reasons =
                mirror.prune(true).stream()
                        .filter(each -> each.patch().startsWith("NET"))
                        .map(each -> each.patch() + " " + each.reason())
                        .toList();

        assertEquals(List.of("NET1 superseded by NET3", "NET2 superseded by NET3"), reasons);
        assertFalse(Files.exists(at("vib20/net-1.vib")));
        assertEquals(0, mirror.sync().count(Outcome.PUBLISHED));
        assertTrue(Files.exists(at("vib20/net-3.vib")));
        assertEquals(List.of(), mirror.verify());
    }
}
