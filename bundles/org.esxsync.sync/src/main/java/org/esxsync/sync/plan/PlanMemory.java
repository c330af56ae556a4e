package org.esxsync.sync.plan;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.mirror.FirstFiles;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.esxsync.sync.scan.ScannedSources;
import org.esxsync.sync.scan.SourceListing;

/**
 * Plans in which there is nothing to do, kept in the ledger: with nothing new, no patch is read,
 * matched or compared again. A plan is used only if all is the same that it was made from, down to
 * the code, and no patch was deleted from the mirror by hand. The ledger itself drops it with the
 * first change of what is listed or published.
 *
 * @param matchers say which releases claim a patch
 * @param mirror where what was deleted by hand is looked for
 * @param layouts where patches go
 * @param keep what stays and what is ignored
 * @param fit which patches hosts may refuse, and what happens to them
 */
public record PlanMemory(
        MatcherSnapshot matchers,
        MirrorPaths mirror,
        PatchLayouts layouts,
        KeepPolicy keep,
        FitPolicy fit) {

    private static final String NAME = "plan";

    /** The plan that would be made, if it is known without making it. */
    public Optional<Plan> recall(
            ScannedSources scanned, Collection<EsxRelease> wanted, Ledger ledger) {
        if (matchers.identity() == null || !isOfLedgerAlone(scanned)) {
            return Optional.empty();
        }
        return ledger.conclusion(NAME, basis(scanned, wanted))
                .map(RememberedPlan::parse)
                .filter(remembered -> remembered.files().areThere(mirror))
                .map(RememberedPlan::plan);
    }

    /**
     * What will be planned the next time, if nothing changes.
     *
     * @param plan has nothing but settled patches and warnings
     * @param wanted the releases that it is for
     * @param basis what it rests on beside the ledger
     */
    public record Foreseen(Plan plan, Collection<EsxRelease> wanted, String basis) {}

    /**
     * What will be planned the next time if all of a plan is done, which was made just now. Nothing
     * if that is to be found out, to fail or to be told only if it is made.
     */
    public Optional<Foreseen> foresee(
            Plan plan, ScannedSources scanned, Collection<EsxRelease> wanted) {
        if (matchers.identity() == null
                || !isAllInLedger(scanned)
                || !scanned.changed().isEmpty() && !plan.isPlain()
                || !plan.whole()
                || !plan.rejected().isEmpty()) {
            return Optional.empty();
        }
        return plan.next().map(next -> new Foreseen(next, wanted, basis(scanned, wanted)));
    }

    /** Keeps what was foreseen, once all is done. */
    public void keep(Foreseen foreseen, Ledger ledger) {
        new RememberedPlan(foreseen.plan(), FirstFiles.of(ledger, foreseen.wanted()))
                .text()
                .ifPresent(text -> ledger.recordConclusion(NAME, foreseen.basis(), text));
    }

    /** Whether the ledger knows by now all that was listed. */
    private static boolean isAllInLedger(ScannedSources scanned) {
        return scanned.rejected().isEmpty()
                && scanned.changed().values().stream().allMatch(SourceListing::whole);
    }

    private static boolean isOfLedgerAlone(ScannedSources scanned) {
        return scanned.changed().isEmpty() && scanned.rejected().isEmpty();
    }

    private String basis(ScannedSources scanned, Collection<EsxRelease> wanted) {
        List<?> parts =
                List.of(
                        String.valueOf(matchers.identity()),
                        new TreeSet<>(wanted),
                        new TreeSet<>(scanned.names()),
                        new TreeSet<>(layouts.byFormat().keySet()),
                        keep.newest(),
                        String.valueOf(keep.since()),
                        new TreeSet<>(keep.ignored()),
                        fit.minimum(),
                        new TreeMap<>(fit.byRelease()),
                        fit.leavesOut());
        return Digest.of(
                        Digest.Algorithm.SHA_256, parts.toString().getBytes(StandardCharsets.UTF_8))
                .hex();
    }
}
