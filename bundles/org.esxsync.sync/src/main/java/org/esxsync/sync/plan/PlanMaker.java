package org.esxsync.sync.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.match.PatchClaims;
import org.esxsync.sync.match.ReleaseKeys;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.scan.ScannedSources;
import org.esxsync.sync.scan.SourceListing;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan from what the sources list and what the ledger knows.
 *
 * @param matchers say which releases claim a patch
 * @param mirror where what was deleted by hand is looked for
 * @param keep what was pruned and is superseded does not come back, unless it keeps everything;
 *     what it ignores is not planned
 * @param fit which patches hosts may refuse, and what happens to them
 */
public record PlanMaker(
        MatcherSnapshot matchers, MirrorPaths mirror, KeepPolicy keep, FitPolicy fit) {

    /**
     * Plans the work. Changes nothing.
     *
     * @param wanted the releases to bring up to date
     * @param ledger what is known so far, or null if nothing is
     */
    public Plan make(
            ScannedSources scanned, Collection<EsxRelease> wanted, @Nullable Ledger ledger) {
        return make(scanned, wanted, ledger, new ReleaseKeys(Map.of()));
    }

    /**
     * The same.
     *
     * @param keys takes the patches that the ledger knows
     */
    public Plan make(
            ScannedSources scanned,
            Collection<EsxRelease> wanted,
            @Nullable Ledger ledger,
            ReleaseKeys keys) {
        PlanBasis basis = PlanBasis.of(wanted, keep, fit, mirror, ledger);
        Planner planner = new Planner(basis);
        PatchClaims claims = new PatchClaims(matchers, planner::leaveOut);
        for (SourceListing listing : scanned.changed().values()) {
            for (Patch patch : listing.patches()) {
                planner.add(patch, patch.key(), claims.of(patch));
            }
        }
        if (ledger != null) {
            addKnown(planner, claims, scanned, ledger, keys);
        }
        Plan plan = planner.plan();
        List<PatchOutcome> rejected = new ArrayList<>(scanned.rejected());
        basis.lost().unmounted().forEach(release -> rejected.add(unmounted(release)));
        List<String> warnings = new ArrayList<>(planner.warnings());
        warnings.addAll(plan.warnings());
        return new Plan(
                plan.patches(),
                plan.replacing(),
                plan.settled(),
                rejected,
                warnings,
                claims.areWhole(),
                plan.isPlain());
    }

    private static void addKnown(
            Planner planner,
            PatchClaims claims,
            ScannedSources scanned,
            Ledger ledger,
            ReleaseKeys keys) {
        ledger.forEachPatch(
                known -> {
                    Patch patch = known.patch();
                    PatchKey key = known.key();
                    List<EsxRelease> claimed = known.listed() ? claims.of(patch) : List.of();
                    if (scanned.isStillListed(known)) {
                        planner.add(patch, key, claimed);
                    } else {
                        planner.addUnlisted(known, key);
                    }
                    keys.add(known, claimed);
                });
    }

    private PatchOutcome unmounted(EsxRelease release) {
        return new PatchOutcome(
                "directory",
                "mirror",
                release,
                PatchOutcome.Outcome.FAILED,
                "%s is a link that leads nowhere; mount its target, or remove the link"
                        .formatted(mirror.release(release)));
    }
}
