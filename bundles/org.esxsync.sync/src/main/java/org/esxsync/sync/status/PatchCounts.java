package org.esxsync.sync.status;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.match.PatchClaims;
import org.esxsync.sync.plan.Plan;
import org.esxsync.sync.plan.PlanBasis;
import org.esxsync.sync.plan.Planner;
import org.esxsync.sync.plan.Settled;

/**
 * How many patches a ledger lists, one that several sources list once, and which are in conflict.
 *
 * @param patches the counts
 * @param conflicts the patches in conflict
 * @param warnings what a person should know beside, each as one line
 * @param bySource how many patches each source lists
 * @param missing what the next sync would publish, with the releases that lack it
 */
record PatchCounts(
        MirrorStatus.Patches patches,
        List<PatchOutcome> conflicts,
        List<String> warnings,
        Map<String, Integer> bySource,
        Map<PatchKey, List<EsxRelease>> missing) {

    static final PatchCounts NONE =
            new PatchCounts(
                    new MirrorStatus.Patches(0, 0, 0, 0, 0),
                    List.of(),
                    List.of(),
                    Map.of(),
                    Map.of());

    /**
     * @param basis what a sync would plan with
     * @param sources the names of the sources that are there
     */
    static PatchCounts of(
            Ledger ledger, MatcherSnapshot matchers, PlanBasis basis, Set<String> sources) {
        return new Counter(matchers, basis, sources).count(ledger);
    }

    /** Used once. */
    private static final class Counter {

        private final PlanBasis basis;
        private final Set<String> sources;
        private final Planner planner;
        private final PatchClaims claims;
        private final Map<String, Integer> bySource = new HashMap<>();

        /** Each with whether a release claims it. */
        private final Map<PatchKey, Boolean> listed = new HashMap<>();

        Counter(MatcherSnapshot matchers, PlanBasis basis, Set<String> sources) {
            this.basis = basis;
            this.sources = sources;
            this.planner = new Planner(basis);
            this.claims = new PatchClaims(matchers, planner::leaveOut);
        }

        PatchCounts count(Ledger ledger) {
            ledger.forEachPatch(this::add);
            Plan plan = planner.plan();
            Map<PatchKey, List<EsxRelease>> missing =
                    plan.patches().stream()
                            .collect(
                                    Collectors.toMap(
                                            each -> each.patch().key(),
                                            PlannedPatch::releases,
                                            (one, other) -> one));
            Set<PatchKey> published = published();
            MirrorStatus.Patches patches =
                    new MirrorStatus.Patches(
                            listed.size(),
                            Collections.frequency(listed.values(), true),
                            (int) published.stream().filter(listed::containsKey).count(),
                            missing.size(),
                            (int) listed.entrySet().stream().filter(this::isIgnored).count());
            List<PatchOutcome> conflicts =
                    plan.settled().stream()
                            .map(Settled::outcome)
                            .filter(outcome -> outcome.outcome() == Outcome.CONFLICT)
                            .toList();
            return new PatchCounts(patches, conflicts, planner.warnings(), bySource, missing);
        }

        private void add(CataloguedPatch known) {
            Patch patch = known.patch();
            PatchKey key = known.key();
            if (!known.listed()) {
                planner.addUnlisted(known, key);
                return;
            }
            List<EsxRelease> releases = claims.of(patch);
            if (patch.kind() == PatchKind.NOTICE) {
                planner.add(patch, key, releases);
                return;
            }
            listed.merge(key, !releases.isEmpty(), Boolean::logicalOr);
            bySource.merge(patch.source(), 1, Integer::sum);
            if (sources.contains(patch.source())) {
                planner.add(patch, key, releases);
            } else {
                planner.addUnlisted(known, key);
            }
        }

        private Set<PatchKey> published() {
            Set<PatchKey> published = new HashSet<>();
            basis.published()
                    .forEach(
                            (release, keys) ->
                                    keys.stream()
                                            .filter(key -> !basis.lost().isGone(release, key))
                                            .forEach(published::add));
            return published;
        }

        /** Whether a release claims it, which the configuration has ignored. */
        private boolean isIgnored(Map.Entry<PatchKey, Boolean> each) {
            return each.getValue() && basis.keep().isIgnored(each.getKey());
        }
    }
}
