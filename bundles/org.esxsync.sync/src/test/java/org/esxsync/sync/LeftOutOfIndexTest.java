package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A published patch that no host finds, since the index does not reach it. */
class LeftOutOfIndexTest {

    @TempDir private Path root;
    private TestMirror mirror;
    private Patch patch;

    @BeforeEach
    void list() {
        mirror = new TestMirror(root);
        patch = mirror.list("A", "3.0.1", mirror.downloader.artifact("A.tgz", "x=one"));
        mirror.leftOutOfIndex.put(patch.key(), "it cannot be described");
    }

    private static PatchOutcome problem(SyncReport report) {
        assertEquals(SyncReport.Status.SOME_FAILED, report.status());
        assertEquals(1, report.problems().size());
        return report.problems().get(0);
    }

    @Test
    void isAFailureOfTheSyncThatWritesTheIndex() {
        SyncReport report = mirror.sync();

        PatchOutcome problem = problem(report);
        assertEquals("A", problem.patch());
        assertEquals(TestMirror.ESX_301, problem.release());
        assertEquals(Outcome.FAILED, problem.outcome());
        assertTrue(problem.detail().endsWith("it cannot be described"), problem::detail);
        assertEquals(1, report.count(Outcome.PUBLISHED), "its files are there");
        Optional<Event> told =
                mirror.ledger.lastEvent(Event.Kind.PATCH_FAILED, TestMirror.ESX_301, patch.key());
        assertEquals(problem.detail(), told.orElseThrow().detail());
    }

    @Test
    void isToldByEachSyncUntilTheIndexReachesIt() {
        mirror.sync();

        problem(mirror.sync());
        problem(mirror.sync());
        mirror.leftOutOfIndex.clear();

        assertEquals(List.of(), mirror.sync().problems());
        assertEquals(List.of(), mirror.sync().problems());
    }
}
