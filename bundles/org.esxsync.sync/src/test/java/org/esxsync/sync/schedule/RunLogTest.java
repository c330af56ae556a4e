package org.esxsync.sync.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogRecord;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.HardLinksTest;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator reads of the runs of a service. */
class RunLogTest {

    private static final Instant NEXT = Instant.parse("2026-02-04T02:33:10Z");

    private final RunLog log =
            new RunLog(LoggerFactory.getLogger(RunLogTest.class), ZoneOffset.UTC);

    @Test
    void eachNewPatchHasALineAndTheRunASummary() {
        assertEquals(
                List.of(
                        "INFO New: ESX-1 in esx-3.0.0, esx-3.0.1",
                        "SEVERE Source vmware: no route; check the proxy",
                        "WARNING Failed: ESX-2 (esx-3.0.1): its MD5 differs",
                        "WARNING Conflict: ESX-3 (esx-3.0.1): other bytes",
                        "WARNING 3 patches are claimed by no release",
                        "INFO The scheduled sync ended after 1 min 2 s: 1 new patch, 1 failed, 1 in"
                                + " conflict, 1 source could not be read; 1.2 MB downloaded; the"
                                + " next one starts 2026-02-04 02:33:10"),
                told(
                        () ->
                                log.ended(
                                        report(
                                                List.of(
                                                        outcome("ESX-1", "esx-3.0.0", "there"),
                                                        outcome("ESX-1", "esx-3.0.1", "there"),
                                                        failure("ESX-2", "its MD5 differs"),
                                                        conflict("ESX-3", "other bytes"),
                                                        present("ESX-4"))),
                                        Optional.of(NEXT))));
    }

    @Test
    void aConflictIsWarnedOfOnceAndOnlyAgainIfItWasAway() {
        SyncReport inConflict = quiet(conflict("ESX-3", "other bytes"));
        String summary =
                "INFO The scheduled sync ended after 5 s: 0 new patches, 1 in conflict; 0 B"
                        + " downloaded";
        String warning = "WARNING Conflict: ESX-3 (esx-3.0.1): other bytes";

        assertEquals(List.of(warning, summary), told(() -> log.ended(inConflict, none())));
        assertEquals(List.of(summary), told(() -> log.ended(inConflict, none())));
        assertEquals(
                List.of("INFO The scheduled sync ended after 5 s: 0 new patches; 0 B downloaded"),
                told(() -> log.ended(quiet(), none())));
        assertEquals(List.of(warning, summary), told(() -> log.ended(inConflict, none())));
    }

    @Test
    void aSyncThatBrokeOffIsOneLineWithoutItsTrace() {
        assertEquals(
                List.of(
                        "SEVERE The scheduled sync failed: the disk is full; the next one starts"
                                + " 2026-02-04 02:33:10",
                        "SEVERE The scheduled sync failed by a defect:"
                                + " java.lang.IllegalStateException: x"),
                told(
                        () -> {
                            log.failed(new EsxSyncException("the disk is full"), Optional.of(NEXT));
                            log.failed(new IllegalStateException("x"), none());
                        }));
    }

    private static Optional<Instant> none() {
        return Optional.empty();
    }

    private static SyncReport report(List<PatchOutcome> outcomes) {
        return new SyncReport(
                outcomes,
                List.of(new SourceFailure("vmware", "no route; check the proxy")),
                1_200_000,
                Duration.ofSeconds(62),
                List.of("3 patches are claimed by no release"));
    }

    private static SyncReport quiet(PatchOutcome... outcomes) {
        return new SyncReport(List.of(outcomes), List.of(), 0, Duration.ofSeconds(5));
    }

    private static PatchOutcome outcome(String patch, String release, String detail) {
        return new PatchOutcome(
                patch, "vmware", EsxRelease.parse(release), Outcome.PUBLISHED, detail);
    }

    private static PatchOutcome failure(String patch, String detail) {
        return of(patch, Outcome.FAILED, detail);
    }

    private static PatchOutcome conflict(String patch, String detail) {
        return of(patch, Outcome.CONFLICT, detail);
    }

    private static PatchOutcome present(String patch) {
        return of(patch, Outcome.PRESENT, "");
    }

    private static PatchOutcome of(String patch, Outcome outcome, String detail) {
        return new PatchOutcome(patch, "vmware", EsxRelease.parse("esx-3.0.1"), outcome, detail);
    }

    private static List<String> told(Runnable work) {
        List<LogRecord> told = new ArrayList<>();
        HardLinksTest.logged(
                RunLogTest.class,
                told,
                () -> {
                    work.run();
                    return true;
                });
        return told.stream().map(each -> each.getLevel() + " " + RunLogTest.text(each)).toList();
    }

    private static String text(LogRecord entry) {
        return entry.getMessage() + (entry.getThrown() == null ? "" : " with a trace");
    }
}
