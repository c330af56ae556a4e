package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source leaves out, lists again, recalls, or says in a list that nobody should believe. */
class UpstreamChangesTest {

    private static final Set<Event.Kind> TOLD =
            Set.of(
                    Event.Kind.PATCH_VANISHED,
                    Event.Kind.PATCH_RETURNED,
                    Event.Kind.PATCH_CHANGED,
                    Event.Kind.PATCH_RECALLED);

    @TempDir private Path root;
    private TestMirror mirror;
    private Patch a;
    private Patch b;

    @BeforeEach
    void publishThree() {
        mirror = new TestMirror(root);
        a = mirror.list("A", "3.0.1", mirror.downloader.artifact("vib20/a.vib", "bytes of A"));
        b = mirror.list("B", "3.0.1", mirror.downloader.artifact("vib20/b.vib", "bytes of B"));
        mirror.list("C", "3.0.1", mirror.downloader.artifact("vib20/c.vib", "bytes of C"));
        mirror.sync();
    }

    private List<String> told() {
        return mirror.ledger.history(1000).stream()
                .map(HistoryEntry::event)
                .filter(event -> TOLD.contains(event.kind()))
                .map(event -> event.kind() + " " + event.patch().id())
                .toList();
    }

    private String index() throws IOException {
        return Files.readString(root.resolve("esx-3.0.1/index.xml"));
    }

    private void relist(Patch patch, String category) {
        mirror.listed.removeIf(each -> each.id().equals(patch.id()));
        mirror.listed.add(
                Patch.builder("list", patch.id(), "test")
                        .classification(new Classification(category, ""))
                        .platforms(patch.platforms())
                        .artifacts(patch.artifacts())
                        .build());
    }

    private boolean isListed(String id) {
        return mirror.ledger.patches(id).stream().allMatch(CataloguedPatch::listed);
    }

    @Test
    void aPatchThatVanishesIsToldOnceAndStays() throws IOException {
        mirror.listed.remove(a);
        mirror.sync();
        mirror.sync();

        assertEquals(List.of("PATCH_VANISHED A"), told());
        assertEquals("[A, B, C]", index());
        assertTrue(Files.exists(root.resolve("esx-3.0.1/vib20/a.vib")));
    }

    @Test
    void aPatchThatComesBackIsTold() throws IOException {
        mirror.listed.remove(a);
        mirror.sync();
        mirror.listed.add(a);

        SyncReport report = mirror.sync();

        assertEquals(List.of("PATCH_VANISHED A", "PATCH_RETURNED A"), told());
        assertEquals(3, report.count(Outcome.PRESENT));
    }

    @Test
    void aPatchWithOtherBytesHasChangedAndNotVanished() {
        mirror.listed.remove(a);
        mirror.list("A", "3.0.1", mirror.downloader.artifact("vib20/a2.vib", "other bytes"));

        mirror.sync();

        assertEquals(List.of("PATCH_CHANGED A"), told());
    }

    @Test
    void whatCouldNotBeReadInFullTakesNothingAway() {
        mirror.listed.clear();
        mirror.listed.add(b);
        mirror.unreadable.add("a document");

        SyncReport report = mirror.sync();

        assertEquals(List.of(), told());
        assertTrue(isListed("A"));
        assertEquals(3, report.count(Outcome.PRESENT), report::toString);
        assertEquals(1, report.problems().size());
    }

    @Test
    void aRecallTakesThePatchOutOfTheIndexAndKeepsItsBytes() throws IOException {
        relist(a, "recall");

        mirror.sync();

        assertEquals(List.of("PATCH_RECALLED A"), told());
        assertEquals("[B, C]", index());
        assertTrue(Files.exists(root.resolve("esx-3.0.1/vib20/a.vib")));
    }

    @Test
    void aRecallLastsWhenItsNoticeVanishes() throws IOException {
        relist(a, "recall");
        mirror.sync();
        mirror.listed.removeIf(each -> each.id().equals("A"));
        mirror.sync();
        mirror.ledger.recordIndexLost(TestMirror.ESX_301);

        mirror.sync();

        assertEquals(List.of("PATCH_RECALLED A", "PATCH_VANISHED A"), told());
        assertEquals("[B, C]", index());
    }

    @Test
    void aRecallThatIsTakenBackIsTold() throws IOException {
        relist(a, "recall");
        mirror.sync();
        relist(a, "security");

        mirror.sync();

        assertEquals(List.of("PATCH_RECALLED A", "PATCH_RETURNED A"), told());
        assertEquals("[A, B, C]", index());
    }

    @Test
    void aNoticeWithoutFilesRecallsThePatchOfItsId() throws IOException {
        mirror.listed.add(
                Patch.builder("list", "A", "test")
                        .classification(new Classification("recall", ""))
                        .platforms(a.platforms())
                        .build());

        mirror.sync();

        assertEquals(List.of("PATCH_CHANGED A", "PATCH_RECALLED A"), told());
        assertEquals("[B, C]", index());
    }

    @Test
    void whatIsRecalledIsNotPublished() throws IOException {
        Patch d = mirror.list("D", "3.0.1", mirror.downloader.artifact("vib20/d.vib", "of D"));
        relist(d, "recall");

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.NOT_DOWNLOADABLE), report::toString);
        assertEquals("[A, B, C]", index());
    }

    @Test
    void aReleaseOfWhichAllWasRecalledKeepsAnEmptyIndex() throws IOException {
        List.copyOf(mirror.listed).forEach(each -> relist(each, "recall"));

        mirror.sync();

        assertEquals("[]", index());
    }

    private void listEightMore() {
        for (int i = 1; i <= 8; i++) {
            mirror.list("M" + i, "3.0.1", mirror.downloader.artifact("vib20/m" + i, "of M" + i));
        }
    }

    @Test
    void aLongListFromTheNetworkThatShrinksByHalfIsNotBelievedUnlessForced() throws IOException {
        listEightMore();
        mirror.sync();
        mirror.listed.removeIf(patch -> patch.id().startsWith("M"));

        SyncReport refused = mirror.sync();

        assertEquals(SyncReport.Status.FAILED, refused.status());
        assertTrue(refused.failedSources().get(0).reason().contains("--force"));
        assertEquals(List.of(), told());
        assertTrue(isListed("M1"));
        assertEquals(SyncReport.Status.FAILED, mirror.sync().status(), "still refused");

        mirror.force = true;
        assertEquals(SyncReport.Status.DONE, mirror.sync().status());
        assertEquals(8, told().size());
        assertTrue(index().contains("M1"), "it stays");
    }

    @Test
    void aShortListOrOneOfALocalPlaceIsBelieved() {
        mirror.listed.remove(a);
        mirror.listed.remove(b);
        assertEquals(SyncReport.Status.DONE, mirror.sync().status());
        listEightMore();
        mirror.listed.add(a);
        mirror.listed.add(b);
        mirror.sync();
        mirror.sourceLocation = "/srv/bundles";
        mirror.listed.removeIf(patch -> patch.id().startsWith("M"));

        assertEquals(SyncReport.Status.DONE, mirror.sync().status());

        assertEquals(12, told().size(), told()::toString);
    }

    @Test
    void aPatchUnderTheNameOfAnotherSourceIsRefused() {
        mirror.listed.add(Patch.builder("other", "X", "test").platform("ESX", "3.0.1").build());

        SyncReport report = mirror.sync();

        assertEquals(1, report.problems().size());
        assertTrue(
                report.problems().get(0).detail().contains("a patch of 'other'"), report::toString);
        assertTrue(mirror.ledger.patches("X").isEmpty());
        assertEquals(3, report.count(Outcome.PRESENT), "the others are not concerned");
    }
}
