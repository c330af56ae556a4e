package org.esxsync.sync.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.Finding.Kind;
import org.esxsync.sync.MemoryLedger;
import org.esxsync.sync.TestMirror;
import org.esxsync.sync.files.FileTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairTest {

    @TempDir private Path root;
    @TempDir private Path elsewhereDirectory;
    private TestMirror mirror;

    @BeforeEach
    void sync() {
        mirror = new TestMirror(root);
        for (int i = 0; i < 6; i++) {
            mirror.list(
                    "P" + i,
                    "3.0.1",
                    mirror.downloader.artifact(
                            "P" + i + ".tgz", "x=one%d\nd/y=two%d".formatted(i, i)));
        }
        mirror.list("S", "3.0.*", mirror.downloader.artifact("vib20/s.vib", "shared"));
        mirror.sync();
    }

    private Path at(String path) {
        return root.resolve(path);
    }

    private static List<String> told(List<Finding> findings) {
        return findings.stream().map(each -> each.kind() + " " + each.path()).sorted().toList();
    }

    @Test
    void aWholeMirrorHasNoFindings() {
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void flippedBitsMissingAndAddedFilesAreNamedAndRepairedExactly() throws IOException {
        SortedMap<String, String> before = mirror.tree();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            flip("esx-3.0.1/P" + i + "/x", expected);
            flip("esx-3.0.1/P" + i + "/d/y", expected);
        }
        for (String path : List.of("P5/x", "P5/d/y", "vib20/s.vib")) {
            Files.delete(at("esx-3.0.1/" + path));
            expected.add("MISSING esx-3.0.1/" + path);
        }
        for (String path : List.of("P0/d/added", "own/added")) {
            Files.createDirectories(at("esx-3.0.1/" + path).getParent());
            Files.writeString(at("esx-3.0.1/" + path), "mine");
            expected.add("EXTRA esx-3.0.1/" + path);
        }
        int served = mirror.downloader.served().size();

        assertEquals(List.copyOf(new TreeSet<>(expected)), told(mirror.verify()));
        List<Finding> repaired = mirror.repair();

        assertEquals(List.copyOf(new TreeSet<>(expected)), told(repaired));
        assertTrue(repaired.stream().allMatch(Finding::repaired), repaired::toString);
        assertEquals(before, mirror.tree());
        assertEquals(List.of(), mirror.verify());
        assertEquals(served + 6, mirror.downloader.served().size());
        assertEquals(15, mirror.ledger.history(15).stream().filter(RepairTest::isRepair).count());
        assertEquals(
                "mine",
                Files.readString(at(".esxsync/aside/19700101T000000Z/esx-3.0.1/own/added")));
        assertFalse(Files.exists(at("esx-3.0.1/own")));
    }

    private static boolean isRepair(HistoryEntry entry) {
        return entry.event().kind() == Event.Kind.FILE_REPAIRED;
    }

    private void flip(String path, List<String> expected) throws IOException {
        byte[] bytes = Files.readAllBytes(at(path));
        bytes[bytes.length / 2] ^= 1;
        Files.write(at(path), bytes);
        expected.add("CHANGED " + path);
    }

    @Test
    void aFileThatTwoReleasesShareIsRepairedInBothThoughOneWasAskedFor() throws IOException {
        Files.writeString(at("esx-3.0.1/vib20/s.vib"), "SHARED");

        List<Finding> repaired = mirror.repair(TestMirror.ESX_300);

        assertEquals(
                List.of("CHANGED esx-3.0.0/vib20/s.vib", "CHANGED esx-3.0.1/vib20/s.vib"),
                told(repaired));
        assertEquals(List.of(), mirror.verify());
        assertTrue(Files.isSameFile(at("esx-3.0.0/vib20/s.vib"), at("esx-3.0.1/vib20/s.vib")));
    }

    @Test
    void whatAKilledRepairHadStagedIsNotInTheWay() throws IOException {
        Path staging = Files.createDirectories(at(".esxsync/staging"));
        for (int i = 0; i < 4; i++) {
            Files.writeString(staging.resolve("repair-" + i), "half");
            Files.createDirectories(staging.resolve("fetched-" + i + "/d"));
        }
        Files.delete(at("esx-3.0.0/vib20/s.vib"));
        Files.delete(at("esx-3.0.1/P0/x"));

        List<Finding> repaired = mirror.repairAll();

        assertTrue(repaired.stream().allMatch(Finding::repaired), repaired::toString);
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void otherTypesAndModesAreNamedAndRepaired() throws IOException {
        Files.delete(at("esx-3.0.1/P0/x"));
        Files.createSymbolicLink(at("esx-3.0.1/P0/x"), Path.of("../P1/x"));
        Files.delete(at("esx-3.0.1/P2/x"));
        Files.createDirectories(at("esx-3.0.1/P2/x/inside"));
        Files.setPosixFilePermissions(
                at("esx-3.0.1/P3/x"), PosixFilePermissions.fromString("rwx------"));

        List<Finding> repaired = mirror.repair();

        assertEquals(
                List.of(
                        "WRONG_MODE esx-3.0.1/P3/x",
                        "WRONG_TYPE esx-3.0.1/P0/x",
                        "WRONG_TYPE esx-3.0.1/P2/x"),
                told(repaired));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aFileInPlaceOfADirectoryIsMovedAsideForIt() throws IOException {
        DirectoryTree.delete(at("esx-3.0.1/P0/d"));
        Files.writeString(at("esx-3.0.1/P0/d"), "no directory");

        assertEquals(
                List.of("EXTRA esx-3.0.1/P0/d", "MISSING esx-3.0.1/P0/d/y"), told(mirror.repair()));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aDamagedIndexIsWrittenAgain() throws IOException {
        String index = Files.readString(at("esx-3.0.1/index.xml"));
        Files.writeString(at("esx-3.0.1/index.xml"), "[]");

        assertEquals(List.of("CHANGED esx-3.0.1/index.xml"), told(mirror.repair()));
        assertEquals(index, Files.readString(at("esx-3.0.1/index.xml")));
    }

    @Test
    void whatTheSourceHasNoMoreStaysAFindingWithItsReason() throws IOException {
        mirror.downloader.lose(mirror.listed.get(0).artifacts().get(0));
        Files.writeString(at("esx-3.0.1/P0/x"), "bad");

        Finding finding = mirror.repair().get(0);

        assertFalse(finding.repaired());
        assertTrue(finding.detail().contains("gone"), finding::toString);
        assertEquals("bad", Files.readString(at("esx-3.0.1/P0/x")));
    }

    @Test
    void whatASyncIsAboutToPublishIsNoFinding() throws IOException {
        mirror.list("N", "3.0.1", mirror.downloader.artifact("N.tgz", "x=new"));
        mirror.ledger.dieOnce(MemoryLedger.Death.BEFORE_PUBLICATION);

        assertThrows(AssertionError.class, mirror::sync);

        assertTrue(Files.exists(at("esx-3.0.1/N/x")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void kindsTellAFileThatIsLongerFromOneThatIsGone() throws IOException {
        Files.writeString(at("esx-3.0.1/P0/x"), "longer than before");

        Finding finding = mirror.verify().get(0);

        assertEquals(Kind.CHANGED, finding.kind());
        assertEquals("18 bytes instead of 4", finding.detail());
    }

    /** Moves a directory out of the mirror and leaves a link to it. */
    private Path keepElsewhere(String path) throws IOException {
        Path elsewhere = elsewhereDirectory.resolve(path.replace('/', '-'));
        Files.move(at(path), elsewhere);
        return Files.createSymbolicLink(at(path), elsewhere);
    }

    @Test
    void aReleaseThatAnAdministratorKeepsElsewhereIsVerifiedAndRepairedThere() throws IOException {
        Path link = keepElsewhere("esx-3.0.1");
        assertEquals(List.of(), mirror.verify());

        Files.writeString(at("esx-3.0.1/P0/x"), "bad");
        Files.writeString(at("esx-3.0.1/mine"), "mine");
        List<Finding> repaired = mirror.repair();

        assertEquals(List.of("CHANGED esx-3.0.1/P0/x", "EXTRA esx-3.0.1/mine"), told(repaired));
        assertTrue(repaired.stream().allMatch(Finding::repaired), repaired::toString);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void theLinkToAReleaseStaysWhenNothingIsLeftBehindIt() throws IOException {
        Path link = keepElsewhere("esx-3.0.1");
        mirror.ledger.publications(TestMirror.ESX_301).stream()
                .map(each -> each.patch().key())
                .forEach(key -> mirror.ledger.recordRemovalIntent(TestMirror.ESX_301, key));

        mirror.prune(true);
        Files.deleteIfExists(at("esx-3.0.1/index.xml"));
        FileTree.deleteEmpty(link, root);

        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void aLinkInPlaceOfADirectoryOfAReleaseIsMovedAsideAndItsFilesComeBack() throws IOException {
        keepElsewhere("esx-3.0.1/P0/d");

        List<Finding> repaired = mirror.repair();

        assertEquals(List.of("EXTRA esx-3.0.1/P0/d", "MISSING esx-3.0.1/P0/d/y"), told(repaired));
        assertTrue(repaired.stream().allMatch(Finding::repaired), repaired::toString);
        assertFalse(Files.isSymbolicLink(at("esx-3.0.1/P0/d")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aReleaseThatALostLedgerDoesNotKnowIsNamedAndNothingOfItMoved() throws IOException {
        SortedMap<String, String> before = mirror.tree();
        mirror.ledger = new MemoryLedger();

        assertEquals(List.of("EXTRA esx-3.0.0", "EXTRA esx-3.0.1"), told(mirror.verify()));
        Finding finding = mirror.repair(TestMirror.ESX_301).get(0);

        assertFalse(finding.repaired());
        assertTrue(finding.detail().endsWith("sync it first"), finding::toString);
        assertEquals(before, mirror.tree());
        mirror.sync();
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void nothingIsMovedWhileASyncAfterALostLedgerIsNotAtItsEnd() throws IOException {
        SortedMap<String, String> before = mirror.tree();
        mirror.ledger = new MemoryLedger();
        mirror.ledger.dieOnce(MemoryLedger.Death.BEFORE_PUBLICATION);
        Patch[] others = mirror.listed.toArray(Patch[]::new);
        mirror.listed.removeIf(patch -> !patch.id().equals("P0"));
        assertThrows(Throwable.class, mirror::sync);
        mirror.ledger.recordPublication(mirror.ledger.openIntents().get(0).publication());

        List<Finding> findings = mirror.repair(TestMirror.ESX_301);

        assertTrue(findings.stream().noneMatch(Finding::repaired), findings::toString);
        assertTrue(findings.get(0).detail().endsWith("sync it first"), findings::toString);
        assertEquals(before, mirror.tree());
        mirror.listed.clear();
        mirror.listed.addAll(List.of(others));
        mirror.sync();
        assertEquals(before, mirror.tree());
        assertEquals(List.of(), mirror.verify());
    }

    /** As after the fail-over of a database that had not got the last rows. */
    @Test
    void anIndexIsNotPutBackWhereTheLedgerMayHaveLostWhatItNames() throws IOException {
        Files.writeString(at("esx-3.0.1/index.xml"), "[P0, P1, and more]");
        Files.createDirectories(at("esx-3.0.1/P9"));
        Files.writeString(at("esx-3.0.1/P9/x"), "lost");
        SortedMap<String, String> before = mirror.tree();
        mirror.sourceName = "added";

        List<Finding> findings = mirror.repair(TestMirror.ESX_301);

        assertEquals(
                List.of("CHANGED esx-3.0.1/index.xml", "EXTRA esx-3.0.1/P9/x"), told(findings));
        for (Finding each : findings) {
            assertFalse(each.repaired(), each::toString);
            assertTrue(each.detail().endsWith("sync it first"), each::toString);
        }
        assertEquals(before, mirror.tree());
    }

    @Test
    void anIndexThatCannotBeWrittenDoesNotHideWhatWasRepaired() throws IOException {
        Files.writeString(at("esx-3.0.1/index.xml"), "[]");
        Files.writeString(at("esx-3.0.1/P0/x"), "bad");
        mirror.layouts.put("test", placesOnly(mirror.layouts.get("test")));

        List<Finding> findings = mirror.repair();

        assertEquals(
                List.of("CHANGED esx-3.0.1/P0/x", "CHANGED esx-3.0.1/index.xml"), told(findings));
        assertEquals(
                List.of("esx-3.0.1/P0/x"),
                findings.stream().filter(Finding::repaired).map(Finding::path).toList());
        assertTrue(findings.toString().contains("its index cannot be written"));
    }

    private static PatchLayout placesOnly(PatchLayout layout) {
        return new PatchLayout() {
            @Override
            public List<Placement> place(Patch patch) {
                return layout.place(patch);
            }

            @Override
            public WrittenIndex writeIndex(
                    EsxRelease release,
                    List<IndexedPatch> patches,
                    List<Patch> notices,
                    Path directory) {
                throw new IllegalStateException("oops");
            }
        };
    }

    @Test
    void theLedgerIsReadNoOftenerForManyDamagesThanForOne() throws IOException {
        Files.delete(at("esx-3.0.1/P0/x"));
        int before = mirror.ledger.reads();
        mirror.repair();
        int forOne = mirror.ledger.reads() - before;
        for (int i = 0; i < 6; i++) {
            Files.delete(at("esx-3.0.1/P" + i + "/x"));
            Files.writeString(at("esx-3.0.1/P" + i + "/d/y"), "bad");
        }

        mirror.repair();

        assertEquals(forOne, mirror.ledger.reads() - before - forOne);
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void nothingIsMovedWhileASourceWasNotReadSinceTheLedgerWasLost() throws IOException {
        SortedMap<String, String> before = mirror.tree();
        MemoryLedger partial = new MemoryLedger();
        Publication known = mirror.ledger.publications(TestMirror.ESX_301).get(0);
        partial.recordSighting(known.patch(), known.at());
        partial.recordPublication(known);
        partial.recordIndex(TestMirror.ESX_301, mirror.ledger.indexFiles(TestMirror.ESX_301));
        mirror.ledger = partial;

        assertTrue(mirror.repair(TestMirror.ESX_301).stream().noneMatch(Finding::repaired));

        assertEquals(before, mirror.tree());
        mirror.sync();
        assertEquals(List.of(), mirror.verify());
    }
}
