package org.esxsync.sync.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncSchedule;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.mirror.LedgerReader;
import org.esxsync.sync.mirror.MirrorAccess;
import org.esxsync.sync.mirror.MirrorLock;
import org.esxsync.sync.mirror.MirrorLocks;
import org.esxsync.sync.mirror.MirrorModes;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.plan.PlanBasis;
import org.jspecify.annotations.Nullable;

/**
 * Reads the status of a mirror.
 *
 * @param settings the configuration
 * @param matchers the matchers
 * @param sources the sources
 * @param schedule the schedule, or null if there is none
 * @param review what is wrong with the configurations
 */
record StatusReader(
        SyncSettings settings,
        MatcherSnapshot matchers,
        SourceSummaries sources,
        @Nullable SyncSchedule schedule,
        ConfigurationReview review) {

    private static final Set<Event.Kind> ENDS =
            Set.of(Event.Kind.SYNC_FINISHED, Event.Kind.SYNC_INCOMPLETE, Event.Kind.SYNC_FAILED);

    private static final Set<Event.Kind> READINGS =
            Set.of(Event.Kind.SOURCE_SCANNED, Event.Kind.SOURCE_FAILED);

    /** The part that the ledger answers. */
    private record Recorded(
            @Nullable String owner,
            @Nullable Event lastSync,
            @Nullable Instant lastSuccess,
            PatchCounts counts,
            LastFailures failures,
            List<String> releases,
            List<SourceStatus> sources) {

        List<String> warnings() {
            return Stream.of(failures.told(), releases, counts.warnings())
                    .flatMap(List::stream)
                    .toList();
        }
    }

    MirrorStatus read(LedgerReader ledgers) {
        MirrorPaths mirror = settings.requireMirror();
        List<String> troubles = new ArrayList<>(review.unusable());
        SortedSet<EsxRelease> wanted =
                settings.wanted(
                        matchers.releases(),
                        problem -> troubles.add(String.valueOf(problem.getMessage())));
        Recorded recorded =
                ledgers.read(
                        mirror, ledger -> recorded(ledger, mirror, wanted), () -> nothing(mirror));
        if (schedule != null) {
            schedule.problem().ifPresent(troubles::add);
        }
        MirrorAccess access = new MirrorAccess(mirror);
        if (schedule != null && schedule.isKept() || !access.isAnothers()) {
            access.problem().ifPresent(troubles::add);
        }
        new MirrorModes(mirror, settings.modes().stateGroup()).problem().ifPresent(troubles::add);
        return new MirrorStatus(
                mirror.root(),
                recorded.owner(),
                recorded.lastSync(),
                recorded.lastSuccess(),
                schedule == null ? null : schedule.nextRun().orElse(null),
                schedule != null && schedule.isKept(),
                recorded.counts().patches(),
                recorded.counts().conflicts(),
                troubles.stream().distinct().toList(),
                Stream.concat(review.unused().stream(), recorded.warnings().stream()).toList(),
                DiskUsage.of(mirror),
                recorded.sources());
    }

    /** The patches that the next sync would publish, with the releases that lack them. */
    Map<PatchKey, List<EsxRelease>> missing(LedgerReader ledgers) {
        MirrorPaths mirror = settings.requireMirror();
        SortedSet<EsxRelease> wanted = settings.wanted(matchers.releases(), problem -> {});
        return ledgers.read(mirror, ledger -> counts(ledger, mirror, wanted).missing(), Map::of);
    }

    private PatchCounts counts(Ledger ledger, MirrorPaths mirror, SortedSet<EsxRelease> wanted) {
        PlanBasis basis = PlanBasis.of(wanted, settings.keep(), settings.fit(), mirror, ledger);
        return PatchCounts.of(ledger, matchers, basis, sources.names());
    }

    private Recorded recorded(Ledger ledger, MirrorPaths mirror, SortedSet<EsxRelease> wanted) {
        PatchCounts counts = counts(ledger, mirror, wanted);
        Event lastSync = ledger.lastEvent(ENDS, null).orElse(null);
        LastFailures failures = LastFailures.of(lastSync, ledger);
        return new Recorded(
                MirrorLocks.owner(mirror, ledger).orElse(null),
                lastSync,
                ledger.lastEvent(Set.of(Event.Kind.SYNC_FINISHED), null)
                        .map(Event::at)
                        .orElse(null),
                counts,
                failures,
                new ReleaseWarnings(mirror).of(ledger),
                sources.with(counts.bySource(), ledger.scans()).stream()
                        .map(source -> new SourceStatus(source, error(source, ledger, failures)))
                        .toList());
    }

    /** Why it could not be read, or else what failed of it in the last sync. */
    private static @Nullable Event error(
            SourceSummary source, Ledger ledger, LastFailures failures) {
        return ledger.lastEvent(READINGS, source.name())
                .filter(event -> event.kind() == Event.Kind.SOURCE_FAILED)
                .or(() -> failures.of(source.name()))
                .orElse(null);
    }

    private Recorded nothing(MirrorPaths mirror) {
        return new Recorded(
                MirrorLock.owner(mirror).orElse(null),
                null,
                null,
                PatchCounts.NONE,
                new LastFailures(List.of()),
                new ReleaseWarnings(mirror).withoutLedger(),
                sources.unread().stream().map(source -> new SourceStatus(source, null)).toList());
    }
}
