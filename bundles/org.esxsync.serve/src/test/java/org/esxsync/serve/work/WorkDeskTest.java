package org.esxsync.serve.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.esxsync.api.sync.MirrorLockedException;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkDeskTest {

    private final WorkDesk desk =
            new WorkDesk(
                    () -> {
                        throw new MirrorLockedException(Path.of("/srv/mirror"), "process 7");
                    },
                    Clock.systemUTC());

    @Test
    void whatAnotherProcessKeepsFromWorkIsTold() throws Exception {
        assertTrue(desk.start(WorkState.Kind.SYNC));
        while (desk.state().isRunning()) {
            Thread.sleep(10);
        }

        assertTrue(desk.state().isProblem());
        assertTrue(desk.state().phase().contains("in use by process 7"), desk.state().phase());
    }

    @Test
    void aSyncOfTheScheduleIsSeenAndNothingBeginsBesideIt() {
        SyncListener heard = desk.heard();
        heard.scanning("vendor");
        assertFalse(desk.state().isRunning(), "a plan reads sources, too");

        heard.planned(new SyncPlan(List.of(), List.of(), List.of()));

        assertTrue(desk.state().isRunning());
        assertFalse(desk.start(WorkState.Kind.SYNC));
        heard.finished(new SyncReport(List.of(), List.of(), 0, Duration.ofSeconds(3)));
        assertFalse(desk.state().isRunning());
        assertFalse(desk.state().isProblem());
    }

    @Test
    void whatIsKeptOfALongSyncIsBounded() {
        SyncListener heard = desk.heard();
        heard.planned(new SyncPlan(List.of(), List.of(), List.of()));
        for (int i = 0; i < 5_000; i++) {
            heard.sourceFailed(new SourceFailure("s" + i, "x".repeat(5_000)));
            heard.finished(
                    new PatchOutcome("p" + i, "s", null, PatchOutcome.Outcome.FAILED, "why"));
        }

        WorkState state = desk.state();
        assertEquals(20, state.problems().size());
        assertEquals(100, state.sources().size());
        assertTrue(state.problems().stream().allMatch(each -> each.length() < 500));
        assertEquals(5_000, state.outcomes().get(PatchOutcome.Outcome.FAILED));
    }

    @Test
    void nothingBeginsAfterTheEnd() {
        desk.close();

        assertFalse(desk.start(WorkState.Kind.VERIFICATION));
    }
}
