package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.VerifyReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StepLogTest {

    private static final Logger LOGGER = Logger.getLogger("org.esxsync.test.steps");

    private final List<String> lines = new ArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    lines.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.setLevel(Level.INFO);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void stop() {
        LOGGER.removeHandler(handler);
    }

    private static StepLog steps(boolean loud) {
        return new StepLog(LoggerFactory.getLogger(LOGGER.getName()), loud);
    }

    private static void run(StepLog steps) {
        steps.scanning("depot");
        steps.scanned("depot", 2, false);
        steps.sourceFailed(new SourceFailure("share", "it is gone"));
        PatchOutcome failed =
                new PatchOutcome("A", "depot", TestMirror.ESX_300, Outcome.FAILED, "wrong digest");
        steps.finished(failed);
        steps.finished(new PatchOutcome("B", "depot", TestMirror.ESX_300, Outcome.PRESENT, ""));
        steps.finished(
                new SyncReport(
                        List.of(failed), List.of(), 1_500, Duration.ofSeconds(2), List.of()));
    }

    @Test
    void aCommandLogsEachStepAndWhatStaysAsItWasInDetailAlone() {
        run(steps(true));

        assertEquals(
                List.of(
                        "INFO depot: reading",
                        "INFO depot: 2 patches listed",
                        "INFO share: it failed: it is gone",
                        "INFO A (esx-3.0.0): failed, wrong digest",
                        "INFO The sync ended after 2 s: 0 published, 1 failed, 0 in conflict; 1.5"
                                + " kB downloaded"),
                lines);
    }

    @Test
    void aScheduledSyncHasLinesOfItsOwn() {
        run(steps(false));

        assertEquals(List.of(), lines);
    }

    @Test
    void aVerificationLogsWhatItFound() {
        StepLog steps = steps(true);
        steps.verifying("/srv/mirror");
        steps.verified(
                new VerifyReport(
                        List.of(new Finding("a/b", Finding.Kind.CHANGED, "other bytes", false)),
                        7,
                        9,
                        Duration.ofSeconds(1)));

        assertEquals(
                List.of(
                        "INFO /srv/mirror: comparing its files with the ledger",
                        "INFO a/b: other bytes",
                        "INFO The verification ended after 1 s: 7 files, 1 not as published"),
                lines);
    }
}
