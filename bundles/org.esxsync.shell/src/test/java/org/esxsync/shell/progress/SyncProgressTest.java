package org.esxsync.shell.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Screen;
import org.esxsync.shell.view.Samples;
import org.junit.jupiter.api.Test;

class SyncProgressTest {

    private static final String ERASE = "\r\u001b[J";
    private static final String UP_1 = "\u001b[1A\r";

    private final Patch patch = Samples.patch("ESX-1", 1000, "Fixes the clock");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long now;
    private int columns;

    @Test
    void whatIsSettledStaysAboveWhatRuns() {
        try (SyncProgress progress = progress(80)) {
            progress.scanning("vmware");
            assertNext("reading vmware …\r");
            progress.scanned("vmware", 1, false);
            assertNext(ERASE + "scanned    vmware: 1 patch\n");
            progress.planned(Samples.plan(patch));
            assertNext("0 of 1 patch  [----------] 0 %  0 B of 1.0 kB\r");
            progress.started(patch);
            assertNext(
                    ERASE + "  ESX-1  0 B\n0 of 1 patch  [----------] 0 %  0 B of 1.0 kB" + UP_1);
            progress.finished(Samples.outcome(Outcome.PUBLISHED, "ESX-1", "esx-3.0.1/ESX-1"));
            assertNext(ERASE + "published  esx-3.0.1/ESX-1\n");
        }
        assertNext("");
    }

    @Test
    void roomThatMayBeTooLittleIsToldAndTheRestIsLeftToTheFailure() {
        try (SyncProgress progress = progress(80)) {
            progress.planned(withDisk(new DiskSpace(1, 3, 2)));
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("disk       about 3 B are needed, 2 B are free"), text);
        out.reset();
        try (SyncProgress progress = progress(80)) {
            progress.planned(withDisk(new DiskSpace(3, 4, 2)));
        }
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("disk"), out::toString);
    }

    private SyncPlan withDisk(DiskSpace disk) {
        return new SyncPlan(Samples.plan(patch).patches(), List.of(), List.of(), disk);
    }

    @Test
    void itIsPaintedTenTimesASecondAtMost() {
        try (SyncProgress progress = progress(80)) {
            progress.planned(Samples.plan(patch));
            out.reset();
            now += 99_000_000;
            progress.transferred(patch, 100, 1000);
            assertNext("");
            now += 1_000_000;
            progress.transferred(patch, 200, 1000);
            assertNext(
                    ERASE
                            + "  ESX-1  [##--------] 20 %  200 B of 1.0 kB, 100.0 kB/s, 0 s left\n"
                            + "0 of 1 patch  [##--------] 20 %  200 B of 1.0 kB, 100.0 kB/s,"
                            + " 0 s left"
                            + UP_1);
        }
    }

    @Test
    void noLineFillsTheLastColumn() {
        try (SyncProgress progress = progress(12)) {
            progress.scanning("a source with a long name");
            assertNext("reading a…\r");
        }
    }

    @Test
    void linesFitTheTerminalAlsoAfterItHasChangedItsSize() {
        try (SyncProgress progress = progress(80)) {
            progress.planned(Samples.plan(patch));
            progress.started(patch);
            progress.transferred(patch, 100, 1000);
            out.reset();
            columns = 30;
            now += 100_000_000;
            progress.transferred(patch, 200, 1000);
            assertNext(ERASE + "  ESX-1  20 %\n0 of 1 patch  20 %" + UP_1);
            progress.finished(Samples.outcome(Outcome.FAILED, "ESX-2", "x"));
            assertNext(
                    ERASE
                            + "failed     ESX-2 (esx-3.0.1): x\n"
                            + "  ESX-1  20 %\n0 of 1 patch  20 %"
                            + UP_1);
        }
    }

    private SyncProgress progress(int width) {
        Screen screen = new Screen(width, true, false, ZoneOffset.UTC);
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        columns = width;
        return new SyncProgress(new Console(stream, screen, false, () -> columns), () -> now);
    }

    private void assertNext(String expected) {
        String text = out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        assertEquals(visible(expected), visible(text));
        out.reset();
    }

    /** Whether lines are broken or cut is the area's own affair. */
    private static String visible(String text) {
        return text.replaceAll("\u001b\\[\\?7[lh]", "")
                .replace("\u001b", "ESC")
                .replace("\r", "CR");
    }
}
