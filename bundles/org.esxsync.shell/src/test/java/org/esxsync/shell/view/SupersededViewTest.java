package org.esxsync.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.shell.terminal.Screen;
import org.junit.jupiter.api.Test;

/** What is told of image profiles, of superseded patches, and as a warning. */
class SupersededViewTest {

    private static final EsxRelease ESXI_80 = EsxRelease.parse("esxi-8.0");
    private static final Screen SCREEN = new Screen(100, false, false, ZoneOffset.UTC);

    private static Artifact file(String name, long size) {
        return new Artifact(
                new RelativePath(name), URI.create("http://d/" + name), size, List.of());
    }

    private static Patch profile() {
        return Patch.builder("vendor", "ESXi-8.0U3-standard", "depot")
                .kind(PatchKind.IMAGE_PROFILE)
                .releaseDate(LocalDate.of(2024, 6, 25))
                .artifact(file("a.vib", 4_000_000))
                .vib(Vib.builder("VMW", "bootbank", "a", new VibVersion("1-1")).build())
                .profile(new ImageProfile("VMware", AcceptanceLevel.PARTNER, List.of("VMW_b_1")))
                .build();
    }

    @Test
    void profilesAreListedWithLevelAndAllTheVibsThatTheyName() {
        PatchSummary summary = new PatchSummary(profile(), List.of(ESXI_80), List.of(), 4_000_000);

        assertEquals(
                """
                PROFILE              DATE        ACCEPTANCE  VIBS  RELEASES  PUBLISHED    SIZE
                ESXi-8.0U3-standard  2024-06-25  partner        2  esxi-8.0  no         4.0 MB\
                """,
                String.join("\n", Listings.profiles(List.of(summary), "none").lines(SCREEN)));
        assertEquals(List.of("none"), Listings.profiles(List.of(), "none").lines(SCREEN));
    }

    @Test
    void aPlanTellsWhatIsDownloadedForProfilesAlone() {
        Patch bulletin =
                Patch.builder("vendor", "B", "depot").artifact(file("b.vib", 1_000_000)).build();
        SyncPlan plan =
                new SyncPlan(
                        List.of(
                                new PlannedPatch(profile(), List.of(ESXI_80)),
                                new PlannedPatch(bulletin, List.of(ESXI_80))),
                        List.of(),
                        List.of());

        List<String> lines = new PlanView(plan).lines(SCREEN);

        assertTrue(
                lines.contains("1 of them is an image profile; 4.0 MB to download for it alone"),
                lines::toString);
    }

    @Test
    void aPatchIsShownWithWhatSupersedesIt() {
        PatchSummary summary =
                new PatchSummary(
                        profile(), List.of(ESXI_80), List.of(), 1, List.of("X", "Y"), false);
        PatchDetails details =
                new PatchDetails(summary, Instant.EPOCH, Instant.EPOCH, true, List.of());

        List<String> lines = new PatchSheet(List.of(details)).lines(SCREEN);

        assertTrue(lines.contains("Superseded by X, Y"), lines::toString);
    }

    @Test
    void aPatchIsShownWithTheLinesThatInstallIt() {
        PatchSummary summary = new PatchSummary(profile(), List.of(ESXI_80), List.of(), 1);
        PatchDetails details =
                new PatchDetails(summary, Instant.EPOCH, Instant.EPOCH, true, List.of())
                        .withInstallation(List.of("# first", "esxupdate update"));

        List<String> lines = new PatchSheet(List.of(details)).lines(SCREEN);

        int first = lines.indexOf("Install       # first");
        assertEquals("              esxupdate update", lines.get(first + 1));
    }

    @Test
    void aReportWarnsAndIsGoodNewsAllTheSame() {
        SyncReport report =
                new SyncReport(List.of(), List.of(), 0, Duration.ZERO, List.of("3 patches\u001b"));

        List<String> lines = new ReportView(report).lines(SCREEN);

        assertEquals(SyncReport.Status.DONE, report.status());
        assertTrue(lines.get(0).startsWith("warning    3 patches"), lines::toString);
        assertEquals(2, lines.size());
    }
}
