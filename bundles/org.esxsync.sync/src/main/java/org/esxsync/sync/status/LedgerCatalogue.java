package org.esxsync.sync.status;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncSchedule;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.match.MatcherRegistry;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.mirror.LedgerReader;
import org.esxsync.sync.mirror.LostPatches;
import org.esxsync.sync.mirror.MirrorLock;
import org.esxsync.sync.mirror.MirrorPaths;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers from the ledger and the services that are there at the moment. */
@Component
public final class LedgerCatalogue implements MirrorCatalogue {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerCatalogue.class);

    private static final Set<Event.Kind> ENDS =
            Set.of(Event.Kind.SYNC_FINISHED, Event.Kind.SYNC_INCOMPLETE, Event.Kind.SYNC_FAILED);

    private static final Set<Event.Kind> READINGS =
            Set.of(Event.Kind.SOURCE_SCANNED, Event.Kind.SOURCE_FAILED);

    private static final Comparator<PatchSummary> BY_DATE =
            Comparator.comparing(
                            (PatchSummary summary) -> summary.patch().releaseDate(),
                            Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
                    .thenComparing(summary -> summary.patch().id())
                    .thenComparing(summary -> summary.patch().source());

    private final SyncConfiguration configured;
    private final MatcherRegistry registry;
    private final LedgerStore ledgers;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<PatchSource> sources = List.of();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable SyncSchedule schedule;

    @Activate
    public LedgerCatalogue(
            @Reference SyncConfiguration configured,
            @Reference MatcherRegistry registry,
            @Reference LedgerStore ledgers) {
        this.configured = configured;
        this.registry = registry;
        this.ledgers = ledgers;
    }

    @Override
    public MirrorStatus status() {
        SyncSettings settings = configured.settings();
        MirrorPaths mirror = settings.requireMirror();
        MatcherSnapshot matchers = registry.snapshot();
        List<PatchSource> snapshot = orderedSources();
        Set<String> names = snapshot.stream().map(PatchSource::name).collect(Collectors.toSet());
        List<String> troubles = new ArrayList<>();
        SortedSet<EsxRelease> wanted =
                matchers.wanted(settings, problem -> troubles.add(problem.getMessage()));
        return look(
                ledger -> {
                    PatchCounts count =
                            new PatchCounts(
                                    ledger,
                                    matchers,
                                    wanted,
                                    settings.keep(),
                                    names,
                                    LostPatches.of(mirror, ledger, wanted));
                    List<SourceStatus> statuses =
                            summaries(snapshot, count.bySource(), ledger.scans()).stream()
                                    .map(source -> new SourceStatus(source, error(source, ledger)))
                                    .toList();
                    return status(
                            mirror,
                            ledger.lastEvent(ENDS, null),
                            ledger.lastEvent(Set.of(Event.Kind.SYNC_FINISHED), null),
                            count.patches(),
                            count.conflicts(),
                            troubles,
                            statuses);
                },
                () ->
                        status(
                                mirror,
                                Optional.empty(),
                                Optional.empty(),
                                new MirrorStatus.Patches(0, 0, 0, 0, 0),
                                List.of(),
                                troubles,
                                summaries(snapshot, Map.of(), Map.of()).stream()
                                        .map(source -> new SourceStatus(source, null))
                                        .toList()));
    }

    private MirrorStatus status(
            MirrorPaths mirror,
            Optional<Event> lastSync,
            Optional<Event> lastSuccess,
            MirrorStatus.Patches patches,
            List<PatchOutcome> conflicts,
            List<String> troubles,
            List<SourceStatus> statuses) {
        SyncSchedule planned = schedule;
        if (planned != null) {
            planned.problem().ifPresent(troubles::add);
        }
        return new MirrorStatus(
                mirror.root(),
                MirrorLock.owner(mirror).orElse(null),
                lastSync.orElse(null),
                lastSuccess.map(Event::at).orElse(null),
                planned == null ? null : planned.nextRun().orElse(null),
                planned != null && planned.isKept(),
                patches,
                conflicts,
                troubles,
                DiskUsage.of(mirror),
                statuses);
    }

    private static @Nullable Event error(SourceSummary source, Ledger ledger) {
        return ledger.lastEvent(READINGS, source.name())
                .filter(event -> event.kind() == Event.Kind.SOURCE_FAILED)
                .orElse(null);
    }

    @Override
    public List<ReleaseSummary> releases() {
        MatcherSnapshot matchers = registry.snapshot();
        ReleaseCounts figures = new ReleaseCounts();
        return look(
                ledger -> {
                    ledger.forEachPatch(
                            known -> figures.add(known, claims(matchers, known.patch())));
                    return figures.summaries(matchers, ledger.publishedKeys());
                },
                () -> figures.summaries(matchers, Map.of()));
    }

    @Override
    public List<SourceSummary> sources() {
        List<PatchSource> snapshot = orderedSources();
        return look(
                ledger -> {
                    Map<String, Integer> listed = new HashMap<>();
                    ledger.forEachPatch(
                            known -> {
                                if (known.listed()) {
                                    listed.merge(known.patch().source(), 1, Integer::sum);
                                }
                            });
                    return summaries(snapshot, listed, ledger.scans());
                },
                () -> summaries(snapshot, Map.of(), Map.of()));
    }

    private List<PatchSource> orderedSources() {
        return sources.stream().sorted(Comparator.comparing(PatchSource::name)).toList();
    }

    private static List<SourceSummary> summaries(
            List<PatchSource> sources, Map<String, Integer> listed, Map<String, Scan> scans) {
        return sources.stream()
                .map(
                        source -> {
                            Scan last = scans.get(source.name());
                            return new SourceSummary(
                                    source.name(),
                                    source.location(),
                                    listed.getOrDefault(source.name(), 0),
                                    last == null ? null : last.at());
                        })
                .toList();
    }

    @Override
    public List<PatchSummary> patches() {
        return summaries(registry.snapshot(), patch -> true);
    }

    @Override
    public List<PatchSummary> patches(String release) {
        MatcherSnapshot matchers = registry.snapshot();
        MatcherSnapshot one = matchers.only(matchers.named(release));
        // All matchers are asked about those alone that this one claims.
        return summaries(matchers, patch -> !claims(one, patch).isEmpty());
    }

    private List<PatchSummary> summaries(MatcherSnapshot matchers, Predicate<Patch> isWanted) {
        return look(
                ledger -> {
                    Map<EsxRelease, Set<PatchKey>> published = ledger.publishedKeys();
                    List<PatchSummary> summaries = new ArrayList<>();
                    ledger.forEachPatch(
                            known -> {
                                Patch patch = known.patch();
                                if (known.listed() && isWanted.test(patch)) {
                                    List<EsxRelease> claims = claims(matchers, patch);
                                    summaries.add(summary(known, claims, published, ledger));
                                }
                            });
                    summaries.sort(BY_DATE);
                    return summaries;
                },
                List::of);
    }

    @Override
    public List<PatchDetails> show(String patch) {
        MatcherSnapshot matchers = registry.snapshot();
        List<PatchDetails> details =
                look(
                        ledger -> {
                            Map<EsxRelease, Set<PatchKey>> published = ledger.publishedKeys();
                            return ledger.patches(patch).stream()
                                    .map(known -> details(known, matchers, published, ledger))
                                    .toList();
                        },
                        List::of);
        if (details.isEmpty()) {
            throw new UnknownPatchException(patch);
        }
        return details;
    }

    private static PatchDetails details(
            CataloguedPatch known,
            MatcherSnapshot matchers,
            Map<EsxRelease, Set<PatchKey>> published,
            Ledger ledger) {
        return new PatchDetails(
                summary(known, claims(matchers, known.patch()), published, ledger),
                known.firstSeen(),
                known.lastSeen(),
                known.listed(),
                ledger.verifiedArtifacts(known.key()));
    }

    @Override
    public List<HistoryEntry> history(int limit) {
        return look(ledger -> ledger.history(limit), List::of);
    }

    @Override
    public void forEachPatch(Consumer<PatchDetails> consumer) {
        MatcherSnapshot matchers = registry.snapshot();
        look(
                ledger -> {
                    Map<EsxRelease, Set<PatchKey>> published = ledger.publishedKeys();
                    ledger.forEachPatch(
                            known -> consumer.accept(details(known, matchers, published, ledger)));
                    return true;
                },
                () -> false);
    }

    @Override
    public LedgerCheck checkLedger() {
        return look(
                ledger ->
                        new LedgerCheck(
                                ledger.history(1).stream().mapToLong(HistoryEntry::number).sum(),
                                ledger.firstBreak().orElse(null)),
                () -> new LedgerCheck(0, null));
    }

    private static PatchSummary summary(
            CataloguedPatch known,
            List<EsxRelease> claims,
            Map<EsxRelease, Set<PatchKey>> published,
            Ledger ledger) {
        Patch patch = known.patch();
        PatchKey key = known.key();
        List<EsxRelease> releases =
                published.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(key))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        return new PatchSummary(patch, claims, releases, size(known, !releases.isEmpty(), ledger));
    }

    private static long size(CataloguedPatch known, boolean isPublished, Ledger ledger) {
        Patch patch = known.patch();
        if (patch.artifacts().stream().noneMatch(each -> each.size() == Artifact.UNKNOWN_SIZE)) {
            return patch.knownSize();
        }
        return isPublished
                ? ledger.verifiedArtifacts(known.key()).stream()
                        .mapToLong(VerifiedArtifact::size)
                        .sum()
                : Artifact.UNKNOWN_SIZE;
    }

    private static List<EsxRelease> claims(MatcherSnapshot matchers, Patch patch) {
        return matchers.claims(
                patch,
                (release, problem) ->
                        LOG.warn(
                                "defect in the matcher of {}, which claims nothing: {}",
                                release,
                                problem.toString()));
    }

    private <T> T look(Function<Ledger, T> question, java.util.function.Supplier<T> nothing) {
        MirrorPaths mirror = configured.settings().requireMirror();
        try (LedgerReader looked = LedgerReader.open(ledgers, mirror)) {
            return looked.ledger().map(question).orElseGet(nothing);
        }
    }
}
