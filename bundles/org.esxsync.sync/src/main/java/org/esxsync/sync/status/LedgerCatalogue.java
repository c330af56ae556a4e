package org.esxsync.sync.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.DeploymentProblems;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncSchedule;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.sync.config.ConfiguredLedgers;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.match.MatcherRegistry;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.match.PatchClaims;
import org.esxsync.sync.mirror.LedgerReader;
import org.esxsync.sync.mirror.PatchLayouts;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
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

    private final ConfiguredValues values;
    private final SyncConfiguration configuration;
    private final MatcherRegistry registry;
    private final LedgerStore store;
    private final LedgerReader ledgers;

    /** A check is of the database itself, whatever a replica has. */
    private final LedgerReader ledgersToCheck;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, PatchSource>> sources = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, PatchLayout>> layouts = List.of();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable SyncSchedule schedule;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<DeploymentProblems> deployed = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<ConfigurationCheck> checks = List.of();

    @Activate
    public LedgerCatalogue(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference SyncConfiguration configuration,
            @Reference MatcherRegistry registry,
            @Reference(target = ConfiguredLedgers.FILTER) LedgerStore ledgers) {
        this.values = new ConfiguredValues(admin, context::getProperty);
        this.configuration = configuration;
        this.registry = registry;
        this.store = ledgers;
        this.ledgers = LedgerReader.toLook(ledgers);
        this.ledgersToCheck = new LedgerReader(ledgers);
    }

    @Override
    public MirrorStatus status() {
        return statusReader().read(ledgers);
    }

    @Override
    public Map<PatchKey, List<EsxRelease>> missing() {
        return statusReader().missing(ledgers);
    }

    private StatusReader statusReader() {
        return new StatusReader(
                configuration.settingsToLook(),
                registry.snapshot(),
                SourceSummaries.of(sources),
                schedule,
                ConfigurationReview.of(values, checks, deployed));
    }

    @Override
    public List<ReleaseSummary> releases() {
        MatcherSnapshot matchers = registry.snapshot();
        PatchClaims claims = claims(matchers);
        ReleaseCounts counts = new ReleaseCounts();
        return read(
                ledger -> {
                    ledger.forEachPatch(known -> counts.add(known, claims.of(known.patch())));
                    return counts.summaries(matchers, ledger.publishedKeys());
                },
                () -> counts.summaries(matchers, Map.of()));
    }

    @Override
    public List<SourceSummary> sources() {
        SourceSummaries summaries = SourceSummaries.of(sources);
        return read(summaries::read, summaries::unread);
    }

    @Override
    public List<PatchSummary> patches() {
        return patches(null, patch -> true);
    }

    @Override
    public List<PatchSummary> patches(String release) {
        return patches(release, patch -> true);
    }

    @Override
    public List<PatchSummary> patches(
            @Nullable String release, Predicate<? super CataloguedPatch> isWanted) {
        MatcherSnapshot matchers = registry.snapshot();
        PatchClaims claims = claims(matchers);
        if (release == null) {
            return read(
                    ledger -> new PatchListings(ledger, claims, fit()).listed(isWanted), List::of);
        }
        EsxRelease wanted = matchers.names().release(release);
        return read(
                ledger -> new PatchListings(ledger, claims, fit()).listed(wanted, isWanted),
                List::of);
    }

    @Override
    public List<PatchDetails> show(String patch) {
        PatchClaims claims = claims(registry.snapshot());
        PatchLayouts installed = PatchLayouts.of(layouts);
        List<PatchDetails> details =
                read(
                        ledger ->
                                new PatchListings(ledger, claims, fit())
                                        .details(patch).stream()
                                                .map(
                                                        each ->
                                                                withInstallation(
                                                                        each, installed, ledger))
                                                .toList(),
                        List::of);
        if (details.isEmpty()) {
            throw new UnknownPatchException(patch);
        }
        return details;
    }

    /** For the releases that have it, or else for those that are to get it. */
    private static PatchDetails withInstallation(
            PatchDetails details, PatchLayouts layouts, Ledger ledger) {
        PatchSummary summary = details.summary();
        RelativePath firstFile =
                ledger.publication(summary.patch().key()).stream()
                        .flatMap(publication -> publication.files().stream())
                        .map(PublishedFile::path)
                        .findFirst()
                        .orElse(null);
        IndexedPatch patch = new IndexedPatch(summary.patch(), null, firstFile);
        List<EsxRelease> releases =
                summary.publishedIn().isEmpty() ? summary.claimedBy() : summary.publishedIn();
        return details.withInstallation(
                releases.stream()
                        .flatMap(each -> layouts.installation(each, patch).stream())
                        .toList());
    }

    @Override
    public List<HistoryEntry> history(int limit) {
        return ofNamed(ledger -> ledger.history(limit), List::of);
    }

    @Override
    public MirrorChanges changesAfter(long event) {
        return past().changesAfter(event);
    }

    @Override
    public MirrorChanges changesSince(Instant time) {
        return past().changesSince(time);
    }

    @Override
    public MirrorChanges lastChanges() {
        return past().lastChanges();
    }

    private MirrorPast past() {
        return new MirrorPast(history(Integer.MAX_VALUE));
    }

    @Override
    public void forEachPatch(Consumer<PatchDetails> consumer) {
        PatchClaims claims = claims(registry.snapshot());
        ofNamed(
                ledger -> {
                    new PatchListings(ledger, claims, fit()).forEach(consumer);
                    return true;
                },
                () -> false);
    }

    @Override
    public LedgerCheck checkLedger() {
        return ofNamed(
                ledgersToCheck,
                ledger ->
                        new LedgerCheck(
                                ledger.history(1).stream().mapToLong(HistoryEntry::number).sum(),
                                ledger.firstBreak().orElse(null)),
                () -> new LedgerCheck(0, null));
    }

    @Override
    public List<ReportedMirror> mirrors() {
        return store.mirrors();
    }

    private FitPolicy fit() {
        return configuration.settings().fit();
    }

    private static PatchClaims claims(MatcherSnapshot matchers) {
        return new PatchClaims(matchers, LedgerCatalogue::warn);
    }

    private static void warn(EsxRelease release, Patch patch, Throwable problem) {
        LOG.warn(
                "defect in the matcher of {}, which claims nothing: {}",
                release,
                problem.toString());
    }

    /** What happened in a mirror can only be told of one that is there. */
    private <T> T ofNamed(Function<Ledger, T> question, Supplier<T> withoutLedger) {
        return ofNamed(ledgers, question, withoutLedger);
    }

    private <T> T ofNamed(
            LedgerReader reader, Function<Ledger, T> question, Supplier<T> withoutLedger) {
        return read(
                reader,
                question,
                () -> {
                    configuration.requireNamedMirror();
                    return withoutLedger.get();
                });
    }

    private <T> T read(Function<Ledger, T> question, Supplier<T> withoutLedger) {
        return read(ledgers, question, withoutLedger);
    }

    private <T> T read(
            LedgerReader reader, Function<Ledger, T> question, Supplier<T> withoutLedger) {
        return reader.read(configuration.settingsToLook().requireMirror(), question, withoutLedger);
    }
}
