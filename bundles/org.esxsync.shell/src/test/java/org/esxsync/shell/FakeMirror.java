package org.esxsync.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PruneRequest;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;
import org.esxsync.shell.view.Samples;
import org.jspecify.annotations.Nullable;

/** Answers what a test told it to answer. */
public final class FakeMirror implements PatchSync, MirrorCatalogue {

    public final List<ReleaseSummary> releases = new ArrayList<>();
    public final List<SourceSummary> sources =
            new ArrayList<>(List.of(new SourceSummary("vmware", "http://x", 12, Samples.NOON)));
    public final List<PatchSummary> patches = new ArrayList<>();
    public final Map<PatchKey, List<EsxRelease>> missing = new HashMap<>();
    public final List<PatchDetails> details = new ArrayList<>();
    public final List<HistoryEntry> history = new ArrayList<>();
    public final List<SyncRequest> requests = new ArrayList<>();
    Function<Boolean, VerifyReport> verify =
            repair -> new VerifyReport(List.of(), 0, 0, Duration.ZERO);
    Function<PruneRequest, PruneReport> prune = request -> new PruneReport(List.of());
    public Supplier<MirrorStatus> status = Samples::emptyMirror;
    public Function<String, MirrorChanges> changes =
            asked -> new MirrorChanges(17, null, List.of());
    LedgerCheck ledgerCheck = new LedgerCheck(0, null);
    public BiFunction<SyncRequest, SyncListener, SyncPlan> plan =
            (request, listener) -> Samples.plan();
    public BiFunction<SyncRequest, SyncListener, SyncReport> sync =
            (request, listener) -> Samples.report();

    @Override
    public SyncPlan plan(SyncRequest request, SyncListener listener) {
        requests.add(request);
        return plan.apply(request, listener);
    }

    @Override
    public SyncReport sync(SyncRequest request, SyncListener listener) {
        requests.add(request);
        return sync.apply(request, listener);
    }

    @Override
    public MirrorStatus status() {
        return status.get();
    }

    @Override
    public Map<PatchKey, List<EsxRelease>> missing() {
        return missing;
    }

    @Override
    public List<ReleaseSummary> releases() {
        return List.copyOf(releases);
    }

    @Override
    public List<SourceSummary> sources() {
        return List.copyOf(sources);
    }

    @Override
    public List<PatchSummary> patches() {
        return List.copyOf(patches);
    }

    @Override
    public List<PatchSummary> patches(String release) {
        List<EsxRelease> known = releases.stream().map(ReleaseSummary::release).toList();
        EsxRelease wanted =
                known.stream()
                        .filter(each -> release.equals(each.toString()))
                        .findFirst()
                        .orElseThrow(() -> new UnknownReleaseException(release, known));
        return patches.stream().filter(each -> each.claimedBy().contains(wanted)).toList();
    }

    @Override
    public List<PatchSummary> patches(
            @Nullable String release, Predicate<? super CataloguedPatch> isWanted) {
        return (release == null ? patches() : patches(release))
                .stream()
                        .filter(
                                each ->
                                        isWanted.test(
                                                new CataloguedPatch(
                                                        each.patch(),
                                                        Samples.NOON,
                                                        Samples.NOON,
                                                        true)))
                        .toList();
    }

    @Override
    public MirrorChanges changesAfter(long event) {
        return changes.apply("after " + event);
    }

    @Override
    public MirrorChanges changesSince(Instant time) {
        return changes.apply("since " + time);
    }

    @Override
    public MirrorChanges lastChanges() {
        return changes.apply("last");
    }

    @Override
    public List<PatchDetails> show(String patch) {
        List<PatchDetails> found =
                details.stream().filter(each -> each.summary().patch().id().equals(patch)).toList();
        if (found.isEmpty()) {
            throw new UnknownPatchException(patch);
        }
        return found;
    }

    @Override
    public List<HistoryEntry> history(int limit) {
        return history.subList(Math.max(0, history.size() - limit), history.size());
    }

    @Override
    public VerifyReport verify(SyncRequest request, VerifyListener listener) {
        requests.add(request);
        return verify.apply(false);
    }

    @Override
    public VerifyReport repair(SyncRequest request, VerifyListener listener) {
        requests.add(request);
        return verify.apply(true);
    }

    @Override
    public PruneReport prune(PruneRequest request) {
        return prune.apply(request);
    }

    @Override
    public void forEachPatch(Consumer<PatchDetails> consumer) {
        details.forEach(consumer);
    }

    @Override
    public List<ReportedMirror> mirrors() {
        return List.of();
    }

    @Override
    public LedgerCheck checkLedger() {
        return ledgerCheck;
    }
}
