package org.esxsync.shell.view;

import static org.esxsync.shell.view.Samples.ESX_301;
import static org.esxsync.shell.view.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.shell.progress.SyncLines;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;
import org.junit.jupiter.api.Test;

/** Whatever comes from outside, no command of the terminal reaches it. */
class HostileTextTest {

    private static final String HOSTILE = "a\n\u001b[2J\u009b1mb\u0007\u202e";
    private static final Screen PLAIN = Screen.plain(ZoneOffset.UTC);

    private final SourceFailure failure = new SourceFailure(HOSTILE, HOSTILE);
    private final PatchOutcome conflict =
            new PatchOutcome(HOSTILE, HOSTILE, null, Outcome.CONFLICT, HOSTILE);
    private final PatchOutcome published =
            new PatchOutcome(HOSTILE, HOSTILE, ESX_301, Outcome.PUBLISHED, HOSTILE);

    @Test
    void listingsKeepOneLineForEachRow() {
        SourceSummary source = new SourceSummary(HOSTILE, HOSTILE, 1, null);
        assertHarmless(2, Listings.sources(List.of(source)));
        assertHarmless(
                2, Listings.releases(List.of(new ReleaseSummary(ESX_301, HOSTILE, 1, 1, 1))));
        assertHarmless(2, Listings.history(List.of(new HistoryEntry(1, event())), 0));
        assertHarmless(
                2, Listings.patches(List.of(Samples.summary(patch(), List.of(), List.of())), ""));
    }

    @Test
    void aPlanAndAStatusKeepTheirLines() {
        assertHarmless(
                3,
                new PlanView(
                        new SyncPlan(
                                List.of(),
                                List.of(conflict),
                                List.of(failure),
                                new DiskSpace(0, 1))));
        assertHarmless(11, new StatusView(Samples.troubledMirror(HOSTILE), NOON));
    }

    @Test
    void aPatchKeepsItsLines() {
        int harmless = new PatchSheet(List.of(Samples.details(patch("b")))).lines(PLAIN).size();
        assertHarmless(harmless, new PatchSheet(List.of(Samples.details(patch()))));
    }

    @Test
    void aRunningSyncPrintsOneLineForEachThing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        SyncLines lines = new SyncLines(new Console(stream, PLAIN));
        lines.scanning(HOSTILE);
        lines.scanned(HOSTILE, 1, false);
        lines.sourceFailed(failure);
        lines.finished(conflict);
        lines.finished(published);
        assertHarmless(5, out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static Event event() {
        return Event.ofSource(NOON, Event.Kind.SOURCE_FAILED, HOSTILE, HOSTILE);
    }

    private static Patch patch() {
        return patch(HOSTILE);
    }

    private static Patch patch(String text) {
        return Patch.builder("vmware", "ESX-1", "vi3")
                .title(text)
                .classification(new Classification(text, text))
                .platform(text, text)
                .supersedes(List.of(text))
                .build();
    }

    private static void assertHarmless(int count, Result shown) {
        assertHarmless(count, shown.lines(PLAIN));
    }

    private static void assertHarmless(int count, List<String> lines) {
        assertEquals(count, lines.size(), lines.toString());
        lines.forEach(line -> assertFalse(line.matches(".*[\\p{Cc}\\p{Cf}].*"), line));
    }
}
