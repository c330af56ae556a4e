package org.esxsync.shell.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.shell.view.Samples;
import org.junit.jupiter.api.Test;

class TransferTableTest {

    private static final long SECOND = 1_000_000_000L;

    private final Patch clock = Samples.patch("ESX-1", 8_000_000, "Fixes the clock");
    private final Patch kernel = Samples.patch("ESX-2", 2_000_000, "Fixes the kernel");
    private final TransferTable transfers = new TransferTable();

    @Test
    void eachTransferHasALineAndAllHaveOne() {
        transfers.planned(Samples.plan(clock, kernel));
        transfers.started(clock);
        transfers.started(kernel);
        transfers.transferred(clock, 2_000_000, 8_000_000, 0);
        transfers.transferred(clock, 4_000_000, 8_000_000, SECOND);
        assertEquals(
                List.of(
                        "  ESX-1  [#####-----] 50 %  4.0 MB of 8.0 MB, 2.0 MB/s, 2 s left",
                        "  ESX-2  0 B",
                        "0 of 2 patches  [####------] 40 %  4.0 MB of 10.0 MB, 2.0 MB/s, 3 s left"),
                transfers.lines(100));
    }

    @Test
    void onANarrowTerminalFiguresAreLeftOutAndNeverCut() {
        Patch named = Samples.patch("ESXi80U3e-24674464-standard", 8_000_000, "t");
        transfers.planned(Samples.plan(named));
        transfers.started(named);
        transfers.transferred(named, 2_000_000, 8_000_000, 0);
        transfers.transferred(named, 4_000_000, 8_000_000, SECOND);
        assertEquals(
                List.of(
                        "  ESXi80U3e-2…  50 %  4.0 MB of 8.0 MB",
                        "0 of 1 patch  50 %  4.0 MB of 8.0 MB"),
                transfers.lines(39));
        for (int room = 1; room <= 200; room++) {
            int width = room;
            transfers.lines(room).stream()
                    .skip(room < 16 ? 2 : 0)
                    .forEach(line -> assertTrue(line.length() <= width, width + ": " + line));
        }
        assertEquals(
                "  ESXi80U3e-24674464-standard  [#####-----] 50 %  4.0 MB of 8.0 MB, 2.0 MB/s,"
                        + " 2 s left",
                transfers.lines(200).get(0));
    }

    @Test
    void aSettledPatchIsCountedOnceThoughItHasSeveralReleases() {
        transfers.planned(Samples.plan(clock, kernel));
        transfers.started(clock);
        transfers.transferred(clock, 8_000_000, 8_000_000, 0);
        transfers.finished(Samples.outcome(Outcome.PUBLISHED, "ESX-1", ""));
        transfers.finished(Samples.outcome(Outcome.PUBLISHED, "ESX-1", ""));
        transfers.finished(Samples.outcome(Outcome.PRESENT, "ESX-0", ""));
        assertEquals(
                List.of("1 of 2 patches  [########--] 80 %  8.0 MB of 10.0 MB"),
                transfers.lines(100));
    }

    @Test
    void whatNeedNotBeTransferredIsNoLongerExpected() {
        transfers.planned(Samples.plan(clock, kernel));
        transfers.started(kernel);
        transfers.transferred(kernel, 1_000_000, 2_000_000, 0);
        transfers.finished(Samples.outcome(Outcome.PUBLISHED, "ESX-1", ""));

        assertEquals(
                "1 of 2 patches  [#####-----] 50 %  1.0 MB of 2.0 MB", transfers.lines(100).get(1));
    }

    @Test
    void whatPatchesHaveInCommonIsExpectedOnce() {
        Digest digest = Digest.of(Digest.Algorithm.SHA_256, new byte[0]);
        Artifact vib =
                new Artifact(
                        new RelativePath("vib20/x.vib"),
                        URI.create("http://host.example/x.vib"),
                        5_000_000,
                        List.of(digest));
        transfers.planned(
                Samples.plan(
                        Patch.builder("a", "A", "depot").artifact(vib).build(),
                        Patch.builder("a", "B", "depot").artifact(vib).build()));

        assertEquals(
                List.of("0 of 2 patches  [----------] 0 %  0 B of 5.0 MB"), transfers.lines(100));
    }

    @Test
    void onlyTheNewestTransfersHaveALine() {
        Patch[] patches =
                IntStream.range(0, 20)
                        .mapToObj(i -> Samples.patch("ESX-" + i, 1, ""))
                        .toArray(Patch[]::new);
        transfers.planned(Samples.plan(patches));
        Stream.of(patches).forEach(transfers::started);
        List<String> lines = transfers.lines(100);
        assertEquals(7, lines.size());
        assertEquals("  ESX-19  0 B", lines.get(5));
    }

    @Test
    void nothingIsShownBeforeAndAfterTheWork() {
        assertEquals(List.of(), transfers.lines(100));
        transfers.planned(Samples.plan(clock));
        transfers.finished(Samples.outcome(Outcome.FAILED, "ESX-1", ""));
        assertEquals(List.of(), transfers.lines(100));
    }

    @Test
    void noTimeIsPromisedWhereSizesAreNotKnown() {
        transfers.planned(Samples.plan(Samples.patch("ESX-1", Artifact.UNKNOWN_SIZE, "")));
        transfers.transferred(clock, 1_000_000, -1, 0);
        transfers.transferred(clock, 3_000_000, -1, SECOND);
        assertEquals(
                List.of("  ESX-1  3.0 MB, 2.0 MB/s", "0 of 1 patch  3.0 MB, 2.0 MB/s"),
                transfers.lines(100));
    }

    @Test
    void whatTheServersTellCompletesTheSize() {
        Patch other = Samples.patch("ESX-3", Artifact.UNKNOWN_SIZE, "");
        transfers.planned(Samples.plan(kernel, other));
        transfers.transferred(other, 1_000_000, 2_000_000, 0);
        assertEquals(
                "0 of 2 patches  [##--------] 25 %  1.0 MB of 4.0 MB", transfers.lines(100).get(1));
    }

    @Test
    void roundedSizesCountUntilTheServersTellTheExactOnes() {
        Patch rounded = Samples.patchOfAbout("ESX-3", 3_000_000);
        transfers.planned(Samples.plan(kernel, rounded));
        transfers.transferred(kernel, 1_000_000, 2_000_000, 0);
        assertEquals(
                "0 of 2 patches  [##--------] 20 %  1.0 MB of about 5.0 MB",
                transfers.lines(100).get(1));
        transfers.transferred(rounded, 0, 2_000_000, 0);
        assertEquals(
                "0 of 2 patches  [##--------] 25 %  1.0 MB of 4.0 MB", transfers.lines(100).get(2));
    }

    @Test
    void aRoundedSizeStandsInForAServerThatTellsNone() {
        Patch rounded = Samples.patchOfAbout("ESX-3", 4_000_000);
        transfers.planned(Samples.plan(rounded));
        transfers.transferred(rounded, 1_000_000, -1, 0);
        assertEquals(
                "  ESX-3  [##--------] 25 %  1.0 MB of about 4.0 MB", transfers.lines(100).get(0));
        transfers.transferred(rounded, 5_000_000, -1, 0);
        assertEquals("  ESX-3  5.0 MB", transfers.lines(100).get(0));
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        transfers.planned(Samples.plan(clock));
        transfers.transferred(clock, 4_000_000, 8_000_000, 0);
        transfers.transferred(clock, 5_000_000, 8_000_000, 100 * SECOND);
        transfers.transferred(clock, 5_500_000, 8_000_000, 101 * SECOND);
        assertEquals(
                "0 of 1 patch  [######----] 68 %  5.5 MB of 8.0 MB, 500.0 kB/s, 5 s left",
                transfers.lines(100).get(1));
    }

    @Test
    void aTransferThatStartsAgainHasNoNegativeRate() {
        transfers.planned(Samples.plan(clock));
        transfers.transferred(clock, 4_000_000, 8_000_000, 0);
        transfers.transferred(clock, 0, 8_000_000, SECOND);
        assertEquals("0 of 1 patch  [----------] 0 %  0 B of 8.0 MB", transfers.lines(100).get(1));
    }
}
