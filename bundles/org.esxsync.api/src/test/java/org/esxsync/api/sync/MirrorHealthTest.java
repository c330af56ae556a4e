package org.esxsync.api.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Event.Kind;
import org.esxsync.api.sync.MirrorHealth.Level;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MirrorHealthTest {

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final SourceStatus READ = source(12, null);

    @Test
    void aMirrorWhoseLastSyncHadEverythingIsHealthy() {
        MirrorStatus status = status(Kind.SYNC_FINISHED, NOON, List.of(), List.of(), READ);
        assertEquals(new MirrorHealth(Level.HEALTHY, List.of()), health(status, null));
        assertEquals(Level.HEALTHY, health(status, Duration.ofHours(1)).level());
    }

    @Test
    void aSuccessThatIsTooOldIsCritical() {
        MirrorStatus status = status(Kind.SYNC_FINISHED, NOON, List.of(), List.of(), READ);
        assertEquals(
                new MirrorHealth(
                        Level.CRITICAL, List.of("the last success is from 2026-02-03T12:00:00Z")),
                health(status, Duration.ofMinutes(59)));
    }

    @Test
    void aFailedSyncAWrongConfigurationAndNoSourceAreCritical() {
        assertEquals(
                new MirrorHealth(
                        Level.CRITICAL,
                        List.of(
                                "keep= is no number",
                                "no source is configured",
                                "the last sync failed: why")),
                health(
                        status(Kind.SYNC_FAILED, NOON, List.of("keep= is no number"), List.of()),
                        null));
    }

    @Test
    void whatWaitsForAPersonIsAWarning() {
        PatchOutcome conflict =
                new PatchOutcome("ESX-1", "vmware", null, Outcome.CONFLICT, "another file");
        Event error = Event.ofSource(NOON, Kind.SOURCE_FAILED, "vmware", "no route");
        assertEquals(
                new MirrorHealth(
                        Level.WARNING,
                        List.of(
                                "the last sync was incomplete: why",
                                "no sync has had everything yet",
                                "source vmware: no route",
                                "source vmware lists no patch",
                                "ESX-1 is in conflict: another file")),
                health(
                        status(
                                Kind.SYNC_INCOMPLETE,
                                null,
                                List.of(),
                                List.of(conflict),
                                source(12, error),
                                source(0, null)),
                        null));
    }

    @Test
    void beforeTheFirstSyncNothingIsKnown() {
        assertEquals(
                new MirrorHealth(Level.UNKNOWN, List.of("no sync has ended yet")),
                health(status(null, null, List.of(), List.of(), READ), null));
    }

    private static MirrorHealth health(MirrorStatus status, @Nullable Duration maxAge) {
        return MirrorHealth.of(status, NOON.plusSeconds(3600), maxAge);
    }

    private static SourceStatus source(int listed, @Nullable Event error) {
        return new SourceStatus(new SourceSummary("vmware", "http://x/", listed, NOON), error);
    }

    private static MirrorStatus status(
            @Nullable Kind lastSync,
            @Nullable Instant lastSuccess,
            List<String> troubles,
            List<PatchOutcome> conflicts,
            SourceStatus... sources) {
        return new MirrorStatus(
                Path.of("/srv/mirror"),
                null,
                lastSync == null ? null : Event.ofRun(NOON, lastSync, "why"),
                lastSuccess,
                null,
                false,
                new MirrorStatus.Patches(0, 0, 0, 0, 0),
                conflicts,
                troubles,
                new MirrorSpace(0, 1, 1),
                List.of(sources));
    }
}
