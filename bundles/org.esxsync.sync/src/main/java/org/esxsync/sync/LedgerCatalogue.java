package org.esxsync.sync;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.UnknownPatchException;
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

    private static final Comparator<PatchSummary> BY_DATE =
            Comparator.comparing(
                            (PatchSummary summary) -> summary.patch().releaseDate(),
                            Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
                    .thenComparing(summary -> summary.patch().id())
                    .thenComparing(summary -> summary.patch().source());

    private final ConfiguredMirror configured;
    private final MatcherRegistry registry;
    private final LedgerStore ledgers;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<PatchSource> sources = List.of();

    @Activate
    public LedgerCatalogue(
            @Reference ConfiguredMirror configured,
            @Reference MatcherRegistry registry,
            @Reference LedgerStore ledgers) {
        this.configured = configured;
        this.registry = registry;
        this.ledgers = ledgers;
    }

    @Override
    public List<ReleaseSummary> releases() {
        Matchers matchers = registry.snapshot();
        ReleaseFigures figures = new ReleaseFigures();
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
        List<PatchSource> snapshot =
                sources.stream().sorted(Comparator.comparing(PatchSource::name)).toList();
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
        return summaries(registry.snapshot(), Optional.empty());
    }

    @Override
    public List<PatchSummary> patches(String release) {
        Matchers matchers = registry.snapshot();
        return summaries(matchers, Optional.of(matchers.named(release)));
    }

    private List<PatchSummary> summaries(Matchers matchers, Optional<EsxRelease> release) {
        return look(
                ledger -> {
                    Map<EsxRelease, Set<PatchKey>> published = ledger.publishedKeys();
                    List<PatchSummary> summaries = new ArrayList<>();
                    ledger.forEachPatch(
                            known -> {
                                if (known.listed()) {
                                    PatchSummary summary =
                                            summary(known.patch(), matchers, published);
                                    if (release.isEmpty()
                                            || summary.claimedBy().contains(release.get())) {
                                        summaries.add(summary);
                                    }
                                }
                            });
                    summaries.sort(BY_DATE);
                    return summaries;
                },
                List::of);
    }

    @Override
    public List<PatchDetails> show(String patch) {
        Matchers matchers = registry.snapshot();
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
            Matchers matchers,
            Map<EsxRelease, Set<PatchKey>> published,
            Ledger ledger) {
        return new PatchDetails(
                summary(known.patch(), matchers, published),
                known.firstSeen(),
                known.lastSeen(),
                known.listed(),
                ledger.verifiedArtifacts(known.patch().key()));
    }

    @Override
    public List<HistoryEntry> history(int limit) {
        return look(ledger -> ledger.history(limit), List::of);
    }

    @Override
    public void forEachPatch(Consumer<PatchDetails> consumer) {
        Matchers matchers = registry.snapshot();
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
            Patch patch, Matchers matchers, Map<EsxRelease, Set<PatchKey>> published) {
        PatchKey key = patch.key();
        return new PatchSummary(
                patch,
                claims(matchers, patch),
                published.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(key))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList());
    }

    private static List<EsxRelease> claims(Matchers matchers, Patch patch) {
        return matchers.claims(
                patch,
                (release, problem) ->
                        LOG.warn(
                                "defect in the matcher of {}, which claims nothing: {}",
                                release,
                                problem.toString()));
    }

    private <T> T look(Function<Ledger, T> question, java.util.function.Supplier<T> nothing) {
        Mirror mirror = configured.settings().requireMirror();
        try (LookedAt looked = LookedAt.open(ledgers, mirror)) {
            return looked.ledger().map(question).orElseGet(nothing);
        }
    }
}
