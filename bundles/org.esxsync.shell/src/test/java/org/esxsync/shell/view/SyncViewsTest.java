package org.esxsync.shell.view;

import static org.esxsync.shell.view.Samples.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.FormerFiles;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PrunedPatch;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;
import org.junit.jupiter.api.Test;

class SyncViewsTest {

    private static final Screen PLAIN = Screen.plain(ZoneOffset.UTC);

    @Test
    void aReportIsOneLineOfCounts() {
        assertEquals(
                "1 published, 2 present, 1 not downloadable, 1 failed, 1 conflict, 1 source unread;"
                        + " 2.1 MB in 1.4 s",
                shown(
                        Samples.report(
                                List.of(
                                        outcome(Outcome.PUBLISHED, "A", ""),
                                        outcome(Outcome.PRESENT, "B", ""),
                                        outcome(Outcome.PRESENT, "C", ""),
                                        outcome(Outcome.NOT_DOWNLOADABLE, "D", ""),
                                        outcome(Outcome.FAILED, "E", ""),
                                        outcome(Outcome.CONFLICT, "F", "")),
                                List.of(new SourceFailure("depot", "gone")))));
        assertEquals(
                "1 published; 2.1 MB in 1.4 s",
                shown(Samples.report(outcome(Outcome.PUBLISHED, "A", ""))));
    }

    @Test
    void aReportWithoutNewsSaysSo() {
        assertEquals(
                "Nothing new: 1 patch present, 1 not downloadable.",
                shown(
                        Samples.report(
                                outcome(Outcome.PRESENT, "A", ""),
                                outcome(Outcome.NOT_DOWNLOADABLE, "B", ""))));
    }

    @Test
    void aReportAboutNothingSaysWhy() {
        assertEquals(
                "Nothing new: no listed patch is for these releases.", shown(Samples.report()));
    }

    @Test
    void aPlanListsWhatIsMissingAndItsSize() {
        assertEquals(
                """
                PATCH  DATE        RELEASES     SIZE  TITLE
                ESX-1  2007-03-29  esx-3.0.1  1.2 MB  Fixes the clock
                ESX-2  2007-03-29  esx-3.0.1  512 B   Fixes the kernel
                2 patches, 1.2 MB to download\
                """
                        .replace("512 B   ", " 512 B  "),
                shown(
                        Samples.plan(
                                Samples.patch("ESX-1", 1_234_567, "Fixes the clock"),
                                Samples.patch("ESX-2", 512, "Fixes the kernel"))));
    }

    @Test
    void aPlanSaysWhereSizesAreNotKnown() {
        PlanView some =
                new PlanView(
                        Samples.plan(
                                Samples.patch("ESX-1", 512, "a"),
                                Samples.patch("ESX-2", Artifact.UNKNOWN_SIZE, "b")));
        assertEquals("2 patches, 512 B and 1 of unknown size to download", last(some));
        PlanView none =
                new PlanView(Samples.plan(Samples.patch("ESX-2", Artifact.UNKNOWN_SIZE, "b")));
        assertEquals("1 patch of unknown size to download", last(none));
    }

    @Test
    void aPlanSaysWhereSizesAreOnlyAboutRight() {
        Patch exact = Samples.patch("ESX-1", 2_000_000, "a");
        Patch rounded = Samples.patchOfAbout("ESX-2", 40_000_000);
        Patch unknown = Samples.patch("ESX-3", Artifact.UNKNOWN_SIZE, "b");

        assertEquals(
                "2 patches, about 42.0 MB to download",
                last(new PlanView(Samples.plan(exact, rounded))));
        assertEquals(
                "3 patches, about 42.0 MB and 1 of unknown size to download",
                last(new PlanView(Samples.plan(exact, rounded, unknown))));
    }

    @Test
    void aPlanSaysWhenTheDiskMayBeTooFull() {
        assertEquals(
                Optional.of("disk       about 40.0 MB are needed, 30.0 MB are free"),
                OutcomeLines.diskSpace(new DiskSpace(20_000_000, 40_000_000, 30_000_000), PLAIN));
        assertEquals(
                Optional.of("disk       40.0 MB are needed, 30.0 MB are free"),
                OutcomeLines.diskSpace(new DiskSpace(40_000_000, 50_000_000, 30_000_000), PLAIN));
        assertEquals(Optional.empty(), OutcomeLines.diskSpace(new DiskSpace(1, 2, 2), PLAIN));
    }

    @Test
    void aPruneTellsWhatStaysForHostsAndUntilWhen() {
        PrunedPatch patch = new PrunedPatch(Samples.ESX_301, "ESX-1", 4_000, "it is ignored");
        FormerFiles former = new FormerFiles(2, 5_000, Instant.parse("2026-11-30T12:00:00Z"));
        String stays =
                " for hosts that read a former index, the first until 2026-11-30 12:00:00;"
                        + " 'prune --now' deletes them at once";

        assertEquals(
                "5.0 kB in 2 files would stay" + stays,
                last(new PruneView(new PruneReport(List.of(patch), former), true)));
        assertEquals(
                List.of("Nothing to prune.", "5.0 kB in 2 files stay" + stays),
                new PruneView(new PruneReport(List.of(), former), false).lines(PLAIN));
        assertEquals(
                "1 patch, 4.0 kB removed",
                last(new PruneView(new PruneReport(List.of(patch)), false)));
    }

    @Test
    void aPlanTellsWhatCannotBeDone() {
        SyncPlan plan =
                new SyncPlan(
                        List.of(
                                new PlannedPatch(
                                        Samples.patch("ESX-1", 512, "a"),
                                        List.of(Samples.ESX_301))),
                        List.of(
                                outcome(Outcome.PRESENT, "ESX-0", ""),
                                outcome(Outcome.CONFLICT, "ESX-2", "other bytes")),
                        List.of(new SourceFailure("depot", "no such file")),
                        new DiskSpace(0, 1));
        assertEquals(
                """
                PATCH  DATE        RELEASES    SIZE  TITLE
                ESX-1  2007-03-29  esx-3.0.1  512 B  a
                failed     source depot: no such file
                conflict   ESX-2 (esx-3.0.1): other bytes
                1 patch, 512 B to download\
                """,
                shown(plan));
    }

    @Test
    void aPlanSaysHowABundleOnAServerIsRead() {
        SyncPlan plan =
                new SyncPlan(
                        List.of(
                                new PlannedPatch(
                                        Samples.patch("ESX-1", 512, "a"),
                                        List.of(Samples.ESX_301))),
                        List.of(),
                        List.of(),
                        new DiskSpace(0, 1),
                        List.of("http://d/x.zip: it is read by ranges; 1.0 MB in 5 entries"));
        assertEquals(
                """
                PATCH  DATE        RELEASES    SIZE  TITLE
                ESX-1  2007-03-29  esx-3.0.1  512 B  a
                http://d/x.zip: it is read by ranges; 1.0 MB in 5 entries
                1 patch, 512 B to download\
                """,
                shown(plan));
    }

    @Test
    void anEmptyPlanSaysWhetherEverythingWasRead() {
        assertEquals("Nothing new.", shown(Samples.plan()));
        assertEquals(
                """
                failed     source depot: no such file
                Nothing new in the sources that could be read.\
                """,
                shown(
                        new SyncPlan(
                                List.of(),
                                List.of(),
                                List.of(new SourceFailure("depot", "no such file")),
                                new DiskSpace(0, 1))));
    }

    @Test
    void aPatchIsShownWithAllItsFiles() {
        PatchSheet sheet =
                new PatchSheet(
                        List.of(Samples.details(Samples.patch("ESX-1", 7, "Fixes the clock"))));
        assertEquals(
                """
                Patch         ESX-1
                Title         Fixes the clock
                Kind          patch
                Released      2007-03-29
                Class         security
                For           VMware ESX Server 3.0.1
                Claimed by    esx-3.0.1
                Published in  esx-3.0.1
                Supersedes    ESX-1000039
                Reboot        required
                Details       http://patches.example/ESX-1.html
                Source        vmware (vi3)
                Revision      %s
                First seen    2026-02-03 12:00:00
                Last seen     2026-02-03 13:00:00, no longer listed
                Size          7 B
                File          ESX-1.tgz, 7 B
                              http://patches.example/ESX-1.tgz
                              MD5 0123456789abcdef0123456789abcdef (published)
                              SHA-256 %s (ours)\
                """
                        .formatted(
                                sheet.entries().get(0).summary().patch().revision(),
                                "ab".repeat(32)),
                String.join("\n", sheet.lines(PLAIN)));
    }

    @Test
    void aRoundedSizeIsShownAsOne() {
        PatchSheet sheet =
                new PatchSheet(List.of(Samples.details(Samples.patchOfAbout("ESX-1", 650_000))));
        List<String> lines = sheet.lines(PLAIN);
        assertTrue(lines.contains("File          ESX-1.tgz, about 650.0 kB"), lines.toString());
    }

    private static String shown(SyncReport report) {
        return String.join("\n", new ReportView(report).lines(PLAIN));
    }

    private static String shown(SyncPlan plan) {
        return String.join("\n", new PlanView(plan).lines(PLAIN));
    }

    private static String last(Result result) {
        List<String> lines = result.lines(PLAIN);
        return lines.get(lines.size() - 1);
    }

    @Test
    void hostsThatLackWhatCameAreTheLastLine() {
        SyncReport report = new SyncReport(List.of(), List.of(), 0, Duration.ZERO);
        List<String> lines =
                new ReportView(report, "2 hosts lack\u001b the new patch").lines(PLAIN);
        assertEquals(2, lines.size());
        assertFalse(lines.get(1).contains("\u001b"));
    }
}
