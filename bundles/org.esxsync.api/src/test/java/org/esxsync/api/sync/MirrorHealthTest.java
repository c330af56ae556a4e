package org.esxsync.api.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Event.Kind;
import org.esxsync.api.sync.MirrorHealth.Finding;
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
        assertEquals(new MirrorHealth(List.of()), health(status, null));
        assertEquals(Level.HEALTHY, health(status, null).level());
        assertEquals(Level.HEALTHY, health(status, Duration.ofHours(1)).level());
    }

    @Test
    void aSuccessThatIsTooOldIsCritical() {
        MirrorStatus status = status(Kind.SYNC_FINISHED, NOON, List.of(), List.of(), READ);
        assertEquals(
                findings(
                        Level.CRITICAL,
                        "the last sync that had everything ended 1 h ago, more than 59 min"),
                health(status, Duration.ofMinutes(59)).findings());
    }

    @Test
    void withALimitOnItsAgeASuccessThatNeverWasIsCritical() {
        MirrorStatus status = status(Kind.SYNC_INCOMPLETE, null, List.of(), List.of(), READ);
        assertEquals(Level.WARNING, health(status, null).level());
        assertEquals(Level.CRITICAL, health(status, Duration.ofHours(36)).level());
    }

    @Test
    void whatIsBrokenCountsMoreThanWhatIsNotKnown() {
        MirrorStatus status = status(null, null, List.of("keep= is no number"), List.of(), READ);
        assertEquals(
                List.of(Level.CRITICAL, Level.UNKNOWN),
                health(status, null).findings().stream().map(Finding::level).toList());
    }

    @Test
    void aFailedSyncAWrongConfigurationAndNoSourceAreCritical() {
        assertEquals(
                findings(
                        Level.CRITICAL,
                        "keep= is no number",
                        "no source is configured",
                        "the last sync failed: why"),
                health(
                                status(
                                        Kind.SYNC_FAILED,
                                        NOON,
                                        List.of("keep= is no number"),
                                        List.of()),
                                null)
                        .findings());
    }

    @Test
    void whatWaitsForAPersonIsAWarning() {
        PatchOutcome conflict =
                new PatchOutcome("ESX-1", "vmware", null, Outcome.CONFLICT, "another file");
        Event error = Event.ofSource(NOON, Kind.SOURCE_FAILED, "vmware", "no route");
        assertEquals(
                findings(
                        Level.WARNING,
                        "the last sync was incomplete: why",
                        "no sync has had everything yet",
                        "source vmware: no route",
                        "source vmware lists no patch",
                        "ESX-1 is in conflict: another file"),
                health(
                                status(
                                        Kind.SYNC_INCOMPLETE,
                                        null,
                                        List.of(),
                                        List.of(conflict),
                                        source(12, error),
                                        source(0, null)),
                                null)
                        .findings());
    }

    @Test
    void beforeTheFirstSyncNothingIsKnown() {
        assertEquals(
                MirrorHealth.unknown("no sync has ended yet"),
                health(status(null, null, List.of(), List.of(), READ), null));
    }

    @Test
    void aSourceThatNoSyncHasReadIsAWarning() {
        SourceStatus unread =
                new SourceStatus(new SourceSummary("new", "http://new/", 0, null), null);
        assertEquals(
                findings(Level.WARNING, "source new has not been read yet; 'sync' reads it"),
                health(status(Kind.SYNC_FINISHED, NOON, List.of(), List.of(), READ, unread), null)
                        .findings());
    }

    private static List<Finding> findings(Level level, String... texts) {
        return Stream.of(texts).map(text -> new Finding(level, text)).toList();
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
