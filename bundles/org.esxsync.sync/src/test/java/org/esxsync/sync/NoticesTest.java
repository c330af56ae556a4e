package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices, which recall other patches and are none themselves. */
class NoticesTest {

    @TempDir private Path root;
    private TestMirror mirror;

    @BeforeEach
    void publish() {
        mirror = new TestMirror(root);
        list();
        mirror.sync();
    }

    private void list() {
        bulletin("A", "a");
        bulletin("B", "a", "b");
        bulletin("C", "c");
        profile("P", List.of(), "a", "b", "c");
        profile("Q", List.of(), "a", "c");
    }

    private void bulletin(String id, String... vibs) {
        list(TestMirror.patch(id, "3.0.1").kind(PatchKind.BULLETIN), vibs);
    }

    private void profile(String id, List<String> missing, String... vibs) {
        list(
                TestMirror.patch(id, "3.0.1")
                        .kind(PatchKind.IMAGE_PROFILE)
                        .profile(new ImageProfile("me", AcceptanceLevel.PARTNER, missing)),
                vibs);
    }

    private void list(Patch.Builder patch, String... vibs) {
        for (String name : vibs) {
            Artifact file = mirror.downloader.artifact("vib20/" + name + ".vib", "of " + name);
            patch.artifact(file)
                    .vib(
                            Vib.builder("V", "bootbank", name, new VibVersion("1-1"))
                                    .file(file.path())
                                    .build());
        }
        mirror.list(patch);
    }

    private void notice(String id, Notice.Kind kind, List<String> bulletins, List<String> vibs) {
        mirror.listed.removeIf(each -> each.id().equals(id));
        mirror.list(
                TestMirror.patch(id, "3.0.1")
                        .kind(PatchKind.NOTICE)
                        .title("Notice " + id)
                        .classification(new Classification("recall", "critical"))
                        .notice(new Notice(kind, bulletins, vibs, List.of(), "text")));
    }

    private String index() throws IOException {
        return Files.readString(root.resolve("esx-3.0.1/index.xml"));
    }

    private List<Event> told(Event.Kind kind) {
        return mirror.ledger.history(1000).stream()
                .map(HistoryEntry::event)
                .filter(event -> event.kind() == kind)
                .toList();
    }

    @Test
    void aRecallTakesABulletinAndItsProfilesOutOfTheIndexAndKeepsTheBytes() throws IOException {
        assertEquals("[A, B, C, P, Q]", index());
        notice("N", Notice.Kind.RECALL, List.of("B"), List.of());

        SyncReport report = mirror.sync();

        assertEquals("[A, C, Q]", index(), "P has a VIB that only B brings");
        assertTrue(Files.exists(root.resolve("esx-3.0.1/vib20/b.vib")));
        assertEquals(List.of(), report.problems());
        assertEquals(0, report.count(Outcome.NOT_DOWNLOADABLE), "a notice is no patch");
        List<Event> recalled = told(Event.Kind.PATCH_RECALLED);
        assertEquals(
                List.of("Notice N: it recalls B"), recalled.stream().map(Event::detail).toList());
        assertEquals("N", recalled.get(0).patch().id());
        mirror.sync();
        assertEquals(1, told(Event.Kind.PATCH_RECALLED).size(), "told once");
    }

    @Test
    void aNewMirrorOffersWhatOneOffersThatHadTheBulletinBeforeItsRecall(@TempDir Path other)
            throws IOException {
        mirror = new TestMirror(other);
        list();
        notice("N", Notice.Kind.RECALL, List.of("B"), List.of());

        SyncReport report = mirror.sync();

        assertEquals("[A, C, Q]", Files.readString(other.resolve("esx-3.0.1/index.xml")));
        assertEquals(3, report.count(Outcome.PUBLISHED));
        assertEquals(2, report.count(Outcome.NOT_DOWNLOADABLE), "B, and P which contains it");
        assertFalse(Files.exists(other.resolve("esx-3.0.1/vib20/b.vib")), "nobody needs it");
    }

    @Test
    void aProfileWithAVibOfARecalledBulletinThatIsNotListedAnyMoreIsNotPublished()
            throws IOException {
        mirror.listed.removeIf(each -> List.of("B", "P").contains(each.id()));
        notice("N", Notice.Kind.RECALL, List.of("B"), List.of());
        mirror.sync();
        profile("R", List.of(), "a", "b");

        SyncReport report = mirror.sync();

        assertEquals(0, report.count(Outcome.PUBLISHED));
        assertEquals(1, report.count(Outcome.NOT_DOWNLOADABLE));
        assertEquals("[A, C, Q]", index());
    }

    @Test
    void theIndexCarriesWhatIsKnownOfRecalls() throws IOException {
        notice("N", Notice.Kind.RECALL, List.of("B"), List.of());
        mirror.sync();
        assertEquals("[N]", notices());

        mirror.listed.removeIf(each -> each.id().equals("A"));
        list(
                TestMirror.patch("A", "3.0.1")
                        .kind(PatchKind.BULLETIN)
                        .classification(new Classification("recall", "critical")),
                "a");
        notice("I", Notice.Kind.INFO, List.of(), List.of());
        mirror.sync();
        assertEquals("[A, I, N]", notices());
        assertEquals("[C]", index());

        mirror.listed.clear();
        list();
        mirror.sync();
        assertEquals("[I, N]", notices(), "A is listed as before");
        assertEquals("[A, C, Q]", index());
    }

    private String notices() throws IOException {
        return Files.readString(root.resolve("esx-3.0.1/notices"));
    }

    @Test
    void aRecalledVibTakesAlongAllThatHasIt() throws IOException {
        notice("N", Notice.Kind.RECALL, List.of(), List.of("V_bootbank_a_1-1"));

        mirror.sync();

        assertEquals("[C]", index());
    }

    @Test
    void anIdWithAWildcardRecallsOnlyThatVeryId() throws IOException {
        notice("N", Notice.Kind.RECALL, List.of("*", "B.*", "?"), List.of("V_*", "%"));

        mirror.sync();

        assertEquals("[A, B, C, P, Q]", index());
    }

    @Test
    void aRecallOfItselfAndOneOfNothingDoNoHarm() throws IOException {
        notice("N", Notice.Kind.RECALL, List.of("N"), List.of());
        notice("M", Notice.Kind.RECALL, List.of(), List.of());

        assertEquals(SyncReport.Status.DONE, mirror.sync().status());
        assertEquals("[A, B, C, P, Q]", index());
    }

    @Test
    void otherNoticesAreKnownAndRecallNothing() throws IOException {
        notice("I", Notice.Kind.INFO, List.of("A"), List.of());
        notice("F", Notice.Kind.RECALL_FIX, List.of("B"), List.of());

        SyncReport report = mirror.sync();

        assertEquals("[A, B, C, P, Q]", index());
        assertEquals(0, report.count(Outcome.NOT_DOWNLOADABLE));
        assertEquals(1, mirror.ledger.patches("I").size());
        assertEquals(List.of(), told(Event.Kind.PATCH_RECALLED));
    }

    @Test
    void aRecallThatIsTakenBackIsTold() throws IOException {
        notice("N", Notice.Kind.RECALL, List.of("B"), List.of());
        mirror.sync();
        notice("N", Notice.Kind.INFO, List.of(), List.of());

        mirror.sync();

        assertEquals("[A, B, C, P, Q]", index());
        assertEquals("no longer recalled: B", told(Event.Kind.PATCH_RETURNED).get(0).detail());
    }

    @Test
    void whatIsRecalledBeforeItIsPublishedIsNotPublished() {
        bulletin("D", "d");
        notice("N", Notice.Kind.RECALL, List.of("D"), List.of());

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.NOT_DOWNLOADABLE));
        assertEquals(0, report.count(Outcome.PUBLISHED));
    }

    @Test
    void recallsOfMostPatchesOfALongListAreNotObeyedUnlessForced() throws IOException {
        for (int i = 0; i < 10; i++) {
            bulletin("M" + i, "m" + i);
        }
        mirror.sync();
        notice("N1", Notice.Kind.RECALL, List.of("M0", "M1", "M2"), List.of());
        notice("N2", Notice.Kind.RECALL, List.of("M3", "M4", "M5", "M6"), List.of());

        SyncReport refused = mirror.sync();

        assertEquals(1, refused.count(Outcome.FAILED), "told in one line");
        assertEquals("N1 and 1 more", refused.problems().get(0).patch());
        String reason = refused.problems().get(0).detail();
        assertTrue(
                reason.startsWith("they would recall 7 of 15 patches of the source list, more"),
                reason);
        assertTrue(index().contains("M0"));
        assertEquals(1, mirror.sync().count(Outcome.FAILED), "still told");

        mirror.force = true;
        assertEquals(0, mirror.sync().count(Outcome.FAILED));
        assertEquals("[A, B, C, M7, M8, M9, P, Q]", index());

        mirror.force = false;
        bulletin("Z", "z");
        assertEquals(0, mirror.sync().count(Outcome.FAILED), "what was obeyed stays obeyed");
        assertEquals("[A, B, C, M7, M8, M9, P, Q, Z]", index());
    }

    @Test
    void aProfileWhoseDepotLacksVibsIsNotPublishedAndToldWhy() throws IOException {
        profile("R", List.of("V_bootbank_x_1-1", "R"), "a");

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.NOT_DOWNLOADABLE));
        assertEquals("[A, B, C, P, Q]", index());
    }
}
