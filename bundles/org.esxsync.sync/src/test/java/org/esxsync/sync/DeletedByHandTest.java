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
import java.util.SortedMap;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.config.KeepPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sync does about published patches that somebody deleted. */
class DeletedByHandTest {

    @TempDir private Path root;
    private TestMirror mirror;
    private Patch a;
    private SortedMap<String, String> before;

    @BeforeEach
    void publish() throws IOException {
        mirror = new TestMirror(root);
        a = mirror.list("A", "3.0.1", mirror.downloader.artifact("A.tgz", "x=one\nd/y=two"));
        mirror.list("B", "3.0.*", mirror.downloader.artifact("vib20/b.vib", "three"));
        mirror.sync();
        before = mirror.tree();
    }

    private void delete(String path) throws IOException {
        DirectoryTree.delete(root.resolve(path));
    }

    private static List<String> told(SyncReport report) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.outcome() != Outcome.PRESENT)
                .map(each -> each.outcome() + " " + each.patch() + " " + each.release())
                .sorted()
                .toList();
    }

    @Test
    void aReleaseComesBackWithItsIndex() throws IOException {
        delete("esx-3.0.1");

        assertEquals(
                List.of("PUBLISHED A esx-3.0.1", "PUBLISHED B esx-3.0.1"), told(mirror.sync()));
        assertEquals(before, mirror.tree());
        assertEquals(List.of(), mirror.verify());
        assertEquals(List.of(), told(mirror.sync()));
    }

    @Test
    void aConflictIsNotSettledTheOtherWay() throws IOException {
        mirror.list(
                TestMirror.patch("A", "3.0.1", mirror.downloader.artifact("other/A.tgz", "x=other"))
                        .releaseDate(LocalDate.EPOCH.plusDays(1)));
        assertEquals(List.of("CONFLICT A esx-3.0.1"), told(mirror.sync()));
        delete("esx-3.0.1");

        assertEquals(
                List.of("CONFLICT A esx-3.0.1", "PUBLISHED A esx-3.0.1", "PUBLISHED B esx-3.0.1"),
                told(mirror.sync()));
        assertEquals(before, mirror.tree());
    }

    @Test
    void aPatchAndAnIndexComeBack() throws IOException {
        delete("esx-3.0.1/A");
        delete("esx-3.0.0/index.xml");

        assertEquals(List.of("PUBLISHED A esx-3.0.1"), told(mirror.sync()));
        assertEquals(before, mirror.tree());
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aPatchOfWhichAPartIsLeftIsToldAndNotTouched() throws IOException {
        delete("esx-3.0.1/A/d");
        mirror.force = true;
        int served = mirror.downloader.served().size();

        SyncReport report = mirror.sync();

        assertEquals(List.of("FAILED A esx-3.0.1"), told(report));
        assertTrue(report.problems().get(0).detail().contains("verify --repair"));
        assertEquals(served, mirror.downloader.served().size());
        mirror.repairAll();
        assertEquals(before, mirror.tree());
        assertEquals(List.of(), told(mirror.sync()));
    }

    @Test
    void whatIsNotListedAnyMoreIsToldUntilItIsRepaired() throws IOException {
        mirror.force = true;
        mirror.listed.remove(a);
        delete("esx-3.0.1/A");

        SyncReport report = mirror.sync();

        assertEquals(List.of("FAILED A esx-3.0.1"), told(report));
        assertTrue(report.problems().get(0).detail().contains("verify --repair"));
        mirror.repairAll();
        assertEquals(before, mirror.tree());
        assertEquals(List.of(), told(mirror.sync()));
    }

    @Test
    void whatIsIgnoredOrRecalledStaysAway() throws IOException {
        mirror.keep = KeepPolicy.EVERYTHING.ignoring(List.of("B"));
        delete("esx-3.0.0");
        delete("esx-3.0.1");
        mirror.listed.remove(a);
        mirror.list(
                TestMirror.patch("A", "3.0.1").classification(new Classification("recall", "")));

        assertEquals(List.of("NOT_DOWNLOADABLE A esx-3.0.1"), told(mirror.sync()));
    }

    @Test
    void aSourceThatIsDownLeavesTheLedgerAsItIs() throws IOException {
        delete("esx-3.0.1");
        mirror.downloader.lose(a.artifacts().get(0));

        assertEquals(List.of("FAILED A esx-3.0.1", "PUBLISHED B esx-3.0.1"), told(mirror.sync()));
        assertEquals(2, mirror.ledger.publications(TestMirror.ESX_301).size());
        assertFalse(Files.exists(root.resolve("esx-3.0.1/A")));
    }

    @Test
    void aKilledSyncThatBroughtBackAPatchIsEndedByTheNext() throws IOException {
        delete("esx-3.0.1/A");
        mirror.ledger.dieOnce(MemoryLedger.Death.AFTER_INTENT);
        assertThrows(Throwable.class, mirror::sync);

        mirror.sync();

        assertEquals(before, mirror.tree());
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aLinkToWhereNothingIsIsToldAndNothingFetched() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.move(root.resolve("esx-3.0.1"), elsewhere.resolve("disk"));
        Files.createSymbolicLink(root.resolve("esx-3.0.1"), elsewhere.resolve("disk"));
        assertEquals(List.of(), told(mirror.sync()));
        Files.move(elsewhere.resolve("disk"), elsewhere.resolve("unmounted"));
        int served = mirror.downloader.served().size();

        assertEquals(List.of("FAILED directory esx-3.0.1"), told(mirror.sync()));
        Files.createDirectory(elsewhere.resolve("disk"));
        assertEquals(List.of("FAILED directory esx-3.0.1"), told(mirror.sync()));

        assertEquals(served, mirror.downloader.served().size());
        Files.delete(elsewhere.resolve("disk"));
        Files.move(elsewhere.resolve("unmounted"), elsewhere.resolve("disk"));
        assertEquals(List.of(), told(mirror.sync()));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void theIndexIsNotMadeForPatchesThatAreNotThere() throws IOException {
        delete("esx-3.0.0");
        mirror.downloader.lose(mirror.listed.get(1).artifacts().get(0));
        delete("esx-3.0.1");

        mirror.sync();

        assertFalse(Files.exists(root.resolve("esx-3.0.0/index.xml")));
    }
}
