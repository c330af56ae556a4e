package org.esxsync.shell.view;

import static org.esxsync.shell.view.Samples.ESX_300;
import static org.esxsync.shell.view.Samples.ESX_301;
import static org.esxsync.shell.view.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;
import org.junit.jupiter.api.Test;

class ListingsTest {

    private static final Screen PLAIN = Screen.plain(ZoneOffset.UTC);

    @Test
    void releasesAreCounted() {
        assertShown(
                """
                RELEASE    MATCHER                     KNOWN  CLAIMED  PUBLISHED
                esx-3.0.0  org.esxsync.matcher.esx300      3        3          0
                esx-3.0.1  org.esxsync.matcher.esx301     14       12          9\
                """,
                Listings.releases(
                        List.of(
                                new ReleaseSummary(ESX_300, "org.esxsync.matcher.esx300", 3, 3, 0),
                                new ReleaseSummary(
                                        ESX_301, "org.esxsync.matcher.esx301", 14, 12, 9))),
                PLAIN);
    }

    @Test
    void sourcesTellWhenTheyWereReadLast() {
        assertShown(
                """
                SOURCE  LOCATION                PATCHES  LAST SCAN            DEFINED BY
                depot   /srv/bundles                  0  never                -
                vmware  http://patches.example       12  2026-02-03 12:00:00  org.esxsync.source.vi3~vmware.cfg\
                """,
                Listings.sources(
                        List.of(
                                new SourceSummary("depot", "/srv/bundles", 0, null),
                                new SourceSummary(
                                        "vmware",
                                        "http://patches.example",
                                        12,
                                        NOON,
                                        "/conf/org.esxsync.source.vi3~vmware.cfg"))),
                PLAIN);
    }

    @Test
    void patchesTellWhoClaimsThemAndWhetherTheyArePublished() {
        assertShown(
                """
                PATCH        DATE        CLASS     RELEASES              PUBLISHED     SIZE  TITLE
                ESX-1        2007-03-29  security  esx-3.0.0, esx-3.0.1  1 of 2      1.2 MB  Fixes the clock
                ESX-1000039  2007-03-29  security  esx-3.0.1             yes          512 B  Fixes the kernel
                ESX-3        -           -         unclaimed             no         no file  ESX-3\
                """,
                Listings.patches(
                        List.of(
                                Samples.summary(
                                        Samples.patch("ESX-1", 1_234_567, "Fixes the clock"),
                                        List.of(ESX_300, ESX_301),
                                        List.of(ESX_301)),
                                Samples.summary(
                                        Samples.patch("ESX-1000039", 512, "Fixes the kernel"),
                                        List.of(ESX_301),
                                        List.of(ESX_301)),
                                Samples.summary(Samples.described("ESX-3"), List.of(), List.of())),
                        ""),
                PLAIN);
    }

    @Test
    void whereSeveralSourcesListAPatchTheyAreNamed() {
        assertShown(
                """
                PATCH  DATE        CLASS     RELEASES   PUBLISHED    SIZE  TITLE             SOURCES
                ESX-1  2007-03-29  security  esx-3.0.1  no         1.2 MB  Fixes the clock   share, vmware
                ESX-2  2007-03-29  security  esx-3.0.1  no          512 B  Fixes the kernel  vmware\
                """,
                Listings.patches(
                        List.of(
                                new PatchSummary(
                                        Samples.patch("ESX-1", 1_234_567, "Fixes the clock"),
                                        List.of(ESX_301),
                                        List.of(),
                                        1_234_567,
                                        List.of(),
                                        false,
                                        List.of("share", "vmware")),
                                Samples.summary(
                                        Samples.patch("ESX-2", 512, "Fixes the kernel"),
                                        List.of(ESX_301),
                                        List.of())),
                        ""),
                PLAIN);
    }

    @Test
    void historyNamesWhatAnEventConcerns() {
        assertShown(
                """
                NUMBER  TIME                 EVENT            WHAT             DETAIL
                     1  2026-02-03 12:00:00  sync started     -
                     2  2026-02-03 12:00:00  source scanned   vmware           13 patches
                    13  2026-02-03 12:00:00  patch published  esx-3.0.1/ESX-1  7 files
                2 syncs that found nothing left out; 'history --all' shows them\
                """,
                Listings.history(
                        List.of(
                                entry(1, Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "")),
                                entry(
                                        2,
                                        Event.ofSource(
                                                NOON,
                                                Event.Kind.SOURCE_SCANNED,
                                                "vmware",
                                                "13 patches")),
                                entry(
                                        13,
                                        new Event(
                                                NOON,
                                                Event.Kind.PATCH_PUBLISHED,
                                                "vmware",
                                                new PatchKey("ESX-1", "aa"),
                                                ESX_301,
                                                "7 files"))),
                        2),
                PLAIN);
    }

    @Test
    void historyShowsTheFiguresOfARunOnANarrowTerminal() {
        List<String> lines =
                Listings.history(
                                List.of(
                                        entry(
                                                25,
                                                Event.ofRun(
                                                        NOON,
                                                        Event.Kind.SYNC_FINISHED,
                                                        "5 published, 1234567 bytes"))),
                                0)
                        .lines(new Screen(80, false, false, ZoneOffset.UTC));

        assertEquals(
                "    25  2026-02-03 12:00:00  sync finished  5 published, 1.2 MB", lines.get(1));
    }

    @Test
    void historyNamesFewReleasesAndNoBareBytes() {
        assertEquals(
                "esx-3.0.0, esx-3.0.1, esx-3.0.2",
                detail(Event.Kind.SYNC_STARTED, "esx-3.0.0, esx-3.0.1, esx-3.0.2"));
        assertEquals(
                "4 releases",
                detail(Event.Kind.SYNC_STARTED, "esx-3.0.0, esx-3.0.1, esx-3.0.2, esx-3.5"));
        assertEquals(
                "8 published, 221.1 kB",
                detail(Event.Kind.SYNC_FINISHED, "8 published, 221144 bytes"));
        assertEquals(
                "1234567890123456789 bytes",
                detail(Event.Kind.SYNC_FINISHED, "1234567890123456789 bytes"));
    }

    private static String detail(Event.Kind kind, String detail) {
        return Listings.detail(Event.ofRun(NOON, kind, detail));
    }

    @Test
    void changesAreCountedBelow() {
        assertShown(
                """
                CHANGE  PATCH  RELEASES   TIME                 TITLE
                added   ESX-1  esx-3.0.1  2026-02-03 12:00:00  Fixes the clock
                since 2026-02-03 12:00:00, event 8: 1 added, 0 replaced, 0 recalled, 0 removed\
                """,
                Listings.changes(
                        new MirrorChanges(
                                7,
                                NOON,
                                List.of(
                                        new PatchChange(
                                                PatchChange.Kind.ADDED,
                                                new PatchKey("ESX-1", "aa"),
                                                "vmware",
                                                List.of(ESX_301),
                                                NOON,
                                                "Fixes the clock"))),
                        ZoneOffset.UTC),
                PLAIN);
        assertShown(
                "Nothing has changed: nothing has happened since then.",
                Listings.changes(new MirrorChanges(7, null, List.of()), ZoneOffset.UTC),
                PLAIN);
    }

    @Test
    void proseIsCutToTheScreenAndNamesAreNotButGoBelowEachOther() {
        Result patches =
                Listings.patches(
                        List.of(
                                Samples.summary(
                                        Samples.patch(
                                                "ESX-1000039", 512, "Fixes " + "a ".repeat(90)),
                                        List.of(ESX_301),
                                        List.of())),
                        "");
        assertShown(
                """
                PATCH        DATE        CLASS     RELEASES   PUBLISHED   SIZE  TITLE
                ESX-1000039  2007-03-29  security  esx-3.0.1  no         512 B  Fixes a a a a…\
                """,
                patches,
                new Screen(79, false, false, ZoneOffset.UTC));
        assertShown(
                """
                ESX-1000039
                  DATE 2007-03-29  CLASS security
                  RELEASES esx-3.0.1  PUBLISHED no
                  SIZE 512 B
                  TITLE Fixes a a a a a a a a a a a a a…\
                """,
                patches,
                new Screen(40, false, false, ZoneOffset.UTC));
    }

    @Test
    void whatIsLeastUsefulIsLeftOutWhereTheLineWouldNotFit() {
        Result patches =
                Listings.patches(
                        List.of(
                                Samples.summary(
                                        Samples.patch(
                                                "ESXi80U3e-24674464-standard", 512, "Fixes it all"),
                                        List.of(ESX_300, ESX_301),
                                        List.of())),
                        "");
        assertShown(
                """
                PATCH                        DATE        CLASS     RELEASES  PUBLISHED  TITLE
                ESXi80U3e-24674464-standard  2007-03-29  security  esx-3.0…  no         Fixes i…
                left out: SIZE; a wider terminal, --csv or --json shows all\
                """,
                patches,
                new Screen(80, false, false, ZoneOffset.UTC));
        assertShown(
                """
                PATCH                        DATE        RELEASES   PUBLISHED
                ESXi80U3e-24674464-standard  2007-03-29  esx-3.0.…  no
                left out: CLASS, SIZE, TITLE; a wider terminal, --csv or
                --json shows all\
                """,
                patches,
                new Screen(61, false, false, ZoneOffset.UTC));
    }

    @Test
    void aLongIdIsShortenedInTheMiddleBeforeAnythingIsLeftOutThatTellsItFromOthers() {
        assertShown(
                """
                PATCH                        DATE        CLASS     RELEASES  PUBLISHED  TITLE
                Broadcom-ELX…e-bundle-14-01  2007-03-29  security  esx-3.0…  no         Fixes i…
                left out: SIZE; a wider terminal, --csv or --json shows all\
                """,
                Listings.patches(
                        List.of(
                                Samples.summary(
                                        Samples.patch(
                                                "Broadcom-ELX-lpfc-offline-bundle-14-01",
                                                512,
                                                "Fixes it all"),
                                        List.of(ESX_300, ESX_301),
                                        List.of())),
                        ""),
                new Screen(80, false, false, ZoneOffset.UTC));
    }

    @Test
    void historyKeepsTheNumberAndDoesNotSayTheSameTwice() {
        String id = "Realtek_bootbank_net-r8125_9.011.00-10";
        List<String> lines =
                Listings.history(
                                List.of(
                                        entry(
                                                13,
                                                new Event(
                                                        NOON,
                                                        Event.Kind.PATCH_PUBLISHED,
                                                        "vmware",
                                                        new PatchKey(id, "aa"),
                                                        ESX_301,
                                                        "esx-3.0.1 " + id))),
                                0)
                        .lines(new Screen(80, false, false, ZoneOffset.UTC));

        assertTrue(lines.get(0).startsWith("NUMBER  TIME "), lines::toString);
        assertTrue(lines.get(1).startsWith("    13  2026-02-03 12:00:00  "), lines::toString);
        assertTrue(lines.get(1).endsWith("_9.011.00-10"), lines::toString);
        assertEquals(2, lines.size(), lines::toString);
    }

    @Test
    void aPlaceKeepsItsEnd() {
        List<String> lines =
                Listings.sources(
                                List.of(
                                        new SourceSummary(
                                                "vmware",
                                                "http://patches.example/a/long/way/down",
                                                12,
                                                NOON,
                                                "/conf/org.esxsync.source.vi3~vmware.cfg")))
                        .lines(new Screen(80, false, false, ZoneOffset.UTC));

        assertTrue(lines.get(1).contains("  …"), lines::toString);
        assertTrue(lines.get(1).endsWith("~vmware.cfg"), lines::toString);
    }

    @Test
    void emptyListingsSayWhatToDoNext() {
        assertShown(Listings.NO_SOURCE, Listings.sources(List.of()), PLAIN);
        assertShown(Listings.NO_MATCHER, Listings.releases(List.of()), PLAIN);
        assertShown(Listings.NO_HISTORY, Listings.history(List.of(), 0), PLAIN);
    }

    private static HistoryEntry entry(long number, Event event) {
        return new HistoryEntry(number, event);
    }

    private static void assertShown(String expected, Result shown, Screen screen) {
        assertEquals(expected, String.join("\n", shown.lines(screen)));
    }

    @Test
    void aCategoryThatIsAlsoTheSeverityIsToldOnce() {
        assertEquals("general", classification("general", "general"));
        assertEquals("security, critical", classification("security", "critical"));
        assertEquals("-", classification("", ""));
    }

    private static String classification(String category, String severity) {
        return Listings.classification(
                Patch.builder("vmware", "ESX-1", "vi3")
                        .classification(new Classification(category, severity))
                        .build());
    }
}
