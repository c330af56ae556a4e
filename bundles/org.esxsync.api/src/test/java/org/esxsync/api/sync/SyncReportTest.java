package org.esxsync.api.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyncReportTest {

    private static final SourceFailure FAILURE = new SourceFailure("vmware", "it is down");

    @Test
    void nothingToDoIsDone() {
        assertEquals(Status.DONE, report(List.of()).status());
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLISHED", "PRESENT", "NOT_DOWNLOADABLE"})
    void whatNobodyNeedsToLookAtIsDone(Outcome outcome) {
        SyncReport report = report(List.of(), outcome);

        assertEquals(Status.DONE, report.status());
        assertEquals(List.of(), report.problems());
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "CONFLICT"})
    void oneProblemAmongManyMeansThatSomeFailed(Outcome outcome) {
        SyncReport report = report(List.of(), Outcome.PUBLISHED, outcome, Outcome.PRESENT);

        assertEquals(Status.SOME_FAILED, report.status());
        assertEquals(List.of(outcome(outcome)), report.problems());
    }

    @ParameterizedTest
    @EnumSource
    void anUnreadableSourceMeansFailureWhateverBecameOfPatches(Outcome outcome) {
        assertEquals(Status.FAILED, report(List.of(FAILURE), outcome).status());
    }

    @Test
    void outcomesAreCountedByKind() {
        SyncReport report = report(List.of(), Outcome.PUBLISHED, Outcome.FAILED, Outcome.PUBLISHED);

        assertEquals(2, report.count(Outcome.PUBLISHED));
        assertEquals(1, report.count(Outcome.FAILED));
        assertEquals(0, report.count(Outcome.CONFLICT));
    }

    @Test
    void itKeepsItsOwnLists() {
        List<SourceFailure> failures = new ArrayList<>();
        SyncReport report = report(failures);

        failures.add(FAILURE);

        assertEquals(Status.DONE, report.status());
        assertThrows(UnsupportedOperationException.class, () -> report.outcomes().clear());
    }

    private static SyncReport report(List<SourceFailure> failures, Outcome... outcomes) {
        return new SyncReport(
                Arrays.stream(outcomes).map(SyncReportTest::outcome).toList(),
                failures,
                0,
                Duration.ZERO);
    }

    private static PatchOutcome outcome(Outcome outcome) {
        return new PatchOutcome(
                "ESX-8258730", "vmware", new EsxRelease("esx", "3.0.1"), outcome, "because");
    }
}
