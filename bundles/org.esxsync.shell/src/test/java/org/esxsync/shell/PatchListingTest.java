package org.esxsync.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatchListingTest {

    private static final EsxRelease ESXI_80 = EsxRelease.parse("esxi-8.0");

    private final FakeMirror mirror = new FakeMirror();
    private final PatchListing listing = new PatchListing(mirror, new FakeWriter());

    @BeforeEach
    void list() {
        add(bulletin("OLD"), List.of("NEW"), false);
        add(bulletin("NEW"), List.of(), false);
        add(bulletin("BAD"), List.of(), true);
        add(
                Patch.builder("vmware", "N-1", "depot")
                        .kind(PatchKind.NOTICE)
                        .title("Recall of BAD")
                        .notice(
                                new Notice(
                                        Notice.Kind.RECALL,
                                        List.of("BAD"),
                                        List.of(),
                                        List.of(),
                                        ""))
                        .build(),
                List.of(),
                false);
    }

    private static Patch bulletin(String id) {
        return Patch.builder("vmware", id, "depot").title("t").build();
    }

    private void add(Patch patch, List<String> supersededBy, boolean recalled) {
        mirror.patches.add(
                new PatchSummary(
                        patch, List.of(ESXI_80), List.of(ESXI_80), -1, supersededBy, recalled));
    }

    private static String shown(Object listed) {
        return String.join("\n", ((Result) listed).lines(Screen.plain(ZoneOffset.UTC)));
    }

    @Test
    void patchesAreListedWithoutNoticesAndSayWhatWasRecalled() {
        assertEquals(
                """
                PATCH  DATE  CLASS  RELEASES  PUBLISHED     SIZE  TITLE
                OLD    -     -      esxi-8.0  yes        no file  t
                NEW    -     -      esxi-8.0  yes        no file  t
                BAD    -     -      esxi-8.0  recalled   no file  t\
                """,
                shown(listing.list(false, false)));
    }

    @Test
    void theLatestAreNeitherSupersededNorRecalled() {
        assertEquals(
                """
                PATCH  DATE  CLASS  RELEASES  PUBLISHED     SIZE  TITLE
                NEW    -     -      esxi-8.0  yes        no file  t\
                """,
                shown(listing.list(true, false)));
    }

    @Test
    void noticesAreListedAsNotices() {
        assertEquals(
                """
                NOTICE  DATE  KIND    SOURCE  TITLE
                N-1     -     recall  vmware  Recall of BAD\
                """,
                shown(listing.notices(false)));
    }
}
