package org.esxsync.shell.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.shell.FakeMirror;
import org.esxsync.shell.ask.PatchFilter;
import org.esxsync.shell.ask.PatchFilter.State;
import org.esxsync.shell.ask.SearchWords;
import org.esxsync.shell.ask.Since;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.run.Listing;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;
import org.esxsync.shell.view.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatchListingTest {

    private static final EsxRelease ESXI_70 = EsxRelease.parse("esxi-7.0");
    private static final EsxRelease ESXI_80 = EsxRelease.parse("esxi-8.0");

    private final FakeMirror mirror = new FakeMirror();
    private final PatchListing listing = new PatchListing(mirror, ZoneOffset.UTC);

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

    private void add(Patch patch) {
        add(patch, List.of(), false);
    }

    private void add(Patch patch, List<String> supersededBy, boolean recalled) {
        mirror.patches.add(
                new PatchSummary(
                        patch, List.of(ESXI_80), List.of(ESXI_80), -1, supersededBy, recalled));
    }

    private static String shown(Listing<PatchSummary> listed) {
        Result table = listed.table().apply(listed.rows());
        return String.join("\n", table.lines(Screen.plain(ZoneOffset.UTC)));
    }

    private Listing<PatchSummary> list(String typed, String since, State... states) {
        SearchWords words = SearchWords.of(typed.isEmpty() ? new String[0] : typed.split(" "));
        return listing.list(words, filter(words, states), since);
    }

    private static PatchFilter filter(SearchWords words, State... states) {
        return new PatchFilter(words, Set.of(states), ZoneOffset.UTC);
    }

    private static List<String> ids(Listing<PatchSummary> listed) {
        return listed.rows().stream().map(each -> each.patch().id()).toList();
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
                shown(list("", "")));
    }

    @Test
    void theLatestAreNeitherSupersededNorRecalled() {
        assertEquals(
                """
                PATCH  DATE  CLASS  RELEASES  PUBLISHED     SIZE  TITLE
                NEW    -     -      esxi-8.0  yes        no file  t\
                """,
                shown(list("", "", State.LATEST)));
    }

    @Test
    void noticesAreListedAsNotices() {
        assertEquals(
                """
                NOTICE  DATE  KIND    SOURCE  TITLE
                N-1     -     recall  vmware  Recall of BAD\
                """,
                shown(notices()));
    }

    @Test
    void noticesAreSearchedAsPatchesAre() {
        assertEquals(List.of("N-1"), ids(notices("recall")));
        assertEquals(List.of(), ids(notices("clock")));
        assertEquals("No known notice matches.", shown(notices("clock")));
    }

    private Listing<PatchSummary> notices(String... typed) {
        SearchWords words = SearchWords.of(typed);
        PatchFilter filter = filter(words);
        filter.notices();
        return listing.list(words, filter, "");
    }

    @Test
    void wordsAreLookedForInIdAndTitleInAnyCaseOfLetters() {
        add(Patch.builder("vmware", "X-1", "depot").title("Fixes the Clock").build());
        assertEquals(List.of("X-1"), ids(list("x- clock", "")));
        assertEquals(List.of(), ids(list("x- kernel", "")));
        assertEquals("No known patch matches.", shown(list("x- kernel", "")));
    }

    @Test
    void aWordThatLooksLikeAReleaseIsOne() {
        assertEquals(Optional.of("esxi-8.0"), SearchWords.of("clock", "esxi-8.0").release());
        assertEquals(List.of("clock"), SearchWords.of("Clock", "8.0").words());
        assertEquals(Optional.empty(), SearchWords.of("ESXi80U3e-24674464", "7000").release());
        assertThrows(UnknownReleaseException.class, () -> list("esxi-9.9", ""));
    }

    @Test
    void aDayCountsByTheReleaseDateOrElseByTheFirstListing() {
        add(Patch.builder("vmware", "X-1", "depot").releaseDate(LocalDate.of(2025, 3, 7)).build());
        assertEquals(List.of("OLD", "NEW", "BAD", "X-1"), ids(list("", "2025-03-07")));
        assertEquals(List.of("OLD", "NEW", "BAD"), ids(list("", "2025-03-08")));
        assertEquals(List.of("OLD", "NEW", "BAD"), ids(list("", "2026-02-03")));
        assertEquals(List.of(), ids(list("", "2026-02-04")));
        assertThrows(UsageException.class, () -> list("", "yesterday"));
    }

    @Test
    void theSeverityAndTheCategoryAreNamedIfNoneIsMeant() {
        add(
                Patch.builder("vmware", "X-1", "depot")
                        .classification(new Classification("security", "critical"))
                        .build());
        SearchWords all = SearchWords.of();
        PatchFilter right = filter(all);
        right.classify("Critical", "SECURITY");
        assertEquals(List.of("X-1"), ids(listing.list(all, right, "")));

        PatchFilter wrong = filter(all);
        wrong.classify("crucial", "");
        assertEquals(
                "No known patch matches. The severities are critical.",
                shown(listing.list(all, wrong, "")));
    }

    @Test
    void missingPublishedAndUnclaimedAreToldApart() {
        mirror.patches.clear();
        mirror.releases.add(new ReleaseSummary(ESXI_80, "m", 1, 1, 0));
        Patch file = Samples.patch("FILE", 5, "t");
        mirror.patches.add(new PatchSummary(file, List.of(ESXI_80, ESXI_70), List.of(ESXI_70), 5));
        mirror.patches.add(new PatchSummary(bulletin("NO-FILE"), List.of(ESXI_80), List.of(), 5));
        mirror.patches.add(new PatchSummary(bulletin("NOBODYS"), List.of(), List.of(), 5));
        mirror.missing.put(file.key(), List.of(ESXI_80));

        assertEquals(List.of("FILE"), ids(list("", "", State.MISSING)));
        assertEquals(List.of("FILE"), ids(list("", "", State.PUBLISHED)));
        assertEquals(List.of("NOBODYS"), ids(list("", "", State.UNCLAIMED)));
        assertEquals(List.of("FILE"), ids(list("esxi-8.0", "", State.MISSING)));
        mirror.missing.put(file.key(), List.of(ESXI_70));
        assertEquals(List.of(), ids(list("esxi-8.0", "", State.MISSING)));
        assertEquals(List.of(), ids(list("esxi-8.0", "", State.PUBLISHED)));
    }

    @Test
    void whatCameIsListedAlsoIfNoSourceListsItAnyMore() {
        Patch gone = bulletin("GONE");
        mirror.details.add(
                new PatchDetails(
                        new PatchSummary(gone, List.of(), List.of(ESXI_80), -1),
                        Samples.NOON,
                        Samples.NOON,
                        false,
                        List.of()));
        mirror.changes =
                asked ->
                        new MirrorChanges(
                                7,
                                Samples.NOON,
                                List.of(
                                        change(PatchChange.Kind.ADDED, bulletin("NEW")),
                                        change(PatchChange.Kind.REPLACED, gone),
                                        change(PatchChange.Kind.REMOVED, bulletin("OLD")),
                                        change(PatchChange.Kind.RECALLED, bulletin("BAD"))));

        assertEquals(
                """
                PATCH  DATE  CLASS  RELEASES   PUBLISHED     SIZE  TITLE
                GONE   -     -      unclaimed  yes        no file  t
                NEW    -     -      esxi-8.0   yes        no file  t
                2 patches since 2026-02-03 12:00:00\
                """,
                shown(listing.arrivals("last")));
        assertEquals(List.of("NEW"), ids(list("", "last")));
    }

    private static PatchChange change(PatchChange.Kind kind, Patch patch) {
        return new PatchChange(kind, patch.key(), "vmware", List.of(ESXI_80), Samples.NOON, "t");
    }

    @Test
    void aTimeIsMeantInThePersonsZone() {
        List<String> asked = new ArrayList<>();
        mirror.changes =
                question -> {
                    asked.add(question);
                    return new MirrorChanges(17, null, List.of());
                };
        ZoneId zone = ZoneId.of("Europe/Berlin");
        for (String typed : List.of("last", "17", "2026-02-03", "2026-02-03T02:30")) {
            Since.changes(mirror, typed, zone);
        }
        assertEquals(
                List.of(
                        "last",
                        "after 17",
                        "since 2026-02-02T23:00:00Z",
                        "since 2026-02-03T01:30:00Z"),
                asked);
        for (String wrong :
                List.of("2026-02-30", "-1", "now", "", "99999999999999999999", "20260203")) {
            assertThrows(UsageException.class, () -> Since.changes(mirror, wrong, zone), wrong);
        }
    }
}
