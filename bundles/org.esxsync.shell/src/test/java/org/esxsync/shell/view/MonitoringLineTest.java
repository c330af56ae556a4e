package org.esxsync.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorHealth.Finding;
import org.esxsync.api.sync.MirrorHealth.Level;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonitoringLineTest {

    private static final Instant NOW = Samples.NOON.plus(Duration.ofHours(2));

    private static MirrorStatus status(@Nullable Instant lastSuccess) {
        return new MirrorStatus(
                Path.of("/srv/mirror"),
                null,
                Event.ofRun(Samples.NOON, Event.Kind.SYNC_FINISHED, ""),
                lastSuccess,
                null,
                true,
                new MirrorStatus.Patches(14, 12, 9, 3, 0),
                List.of(new PatchOutcome("ESX-1", "vmware", null, Outcome.CONFLICT, "why")),
                List.of(),
                new MirrorSpace(1_000, 2_000, 5_000),
                List.of(source(null), source("no route")));
    }

    private static SourceStatus source(@Nullable String error) {
        return new SourceStatus(
                new SourceSummary("vmware", "http://x", 14, Samples.NOON),
                error == null
                        ? null
                        : Event.ofSource(Samples.NOON, Event.Kind.SOURCE_FAILED, "vmware", error));
    }

    private static MirrorHealth health(Finding... findings) {
        return new MirrorHealth(List.of(findings));
    }

    @Test
    void theFiguresStandBehindTheBarWithTheirUnitsAndLimits() {
        assertEquals(
                "ESXSYNC OK - the last sync, 2 h ago, had everything | age=7200s;;129600;0"
                        + " listed=14;;;0 claimed=12;;;0 published=9;;;0 missing=3;;;0"
                        + " sources=2;;;0 failed_sources=1;;;0 conflicts=1;;;0 used=1000B;;;0"
                        + " free=2000B;;;0;5000",
                new MonitoringLine(health(), status(Samples.NOON), NOW, Duration.ofHours(36))
                        .text());
    }

    @Test
    void anAgeThatCannotBeToldIsWrittenAsSuch() {
        String line = new MonitoringLine(health(), status(null), NOW, null).text();

        assertTrue(line.contains(" | age=U;;;0 listed="), line);
    }

    @Test
    void textFromOutsideEndsNeitherTheTextNorTheLine() {
        assertEquals(
                "ESXSYNC CRITICAL - a / age=1s b; c",
                new MonitoringLine(
                                health(
                                        new Finding(Level.CRITICAL, "a | age=1s\nb"),
                                        new Finding(Level.WARNING, "c")),
                                null,
                                NOW,
                                null)
                        .text());
    }

    @Test
    void manyFindingsLeaveRoomForTheFigures() {
        Finding[] many =
                Collections.nCopies(500, new Finding(Level.WARNING, "x".repeat(100)))
                        .toArray(Finding[]::new);

        String line = new MonitoringLine(health(many), status(null), NOW, null).text();

        assertTrue(line.contains("; and 495 more | age="), line);
        assertTrue(line.getBytes(StandardCharsets.UTF_8).length < 1024, line);
    }

    @Test
    void oneLongFindingIsCut() {
        Finding longOne = new Finding(Level.WARNING, "x".repeat(5_000));

        String line = new MonitoringLine(health(longOne, longOne), status(null), NOW, null).text();

        assertTrue(line.contains("x…; and 1 more | age="), line);
        assertTrue(line.getBytes(StandardCharsets.UTF_8).length < 1024, line);
    }
}
