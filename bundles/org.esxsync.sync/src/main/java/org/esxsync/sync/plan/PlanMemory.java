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
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.mirror.FirstFiles;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.esxsync.sync.scan.ScannedSources;

/**
 * Plans in which there was nothing to do, kept in the ledger: with nothing new, no patch is read,
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
     * Keeps a plan, which was made just now, unless there was something to do, to fail or to tell
     * the next time only if it is made again.
     */
    public void keep(
            Plan plan, ScannedSources scanned, Collection<EsxRelease> wanted, Ledger ledger) {
        if (matchers.identity() == null
                || !isOfLedgerAlone(scanned)
                || !plan.whole()
                || !plan.patches().isEmpty()
                || !plan.rejected().isEmpty()
                || plan.settled().stream()
                        .anyMatch(each -> each.outcome().outcome() == Outcome.FAILED)) {
            return;
        }
        FirstFiles files = FirstFiles.of(ledger, wanted);
        if (files.areThere(mirror)) {
            new RememberedPlan(plan, files)
                    .text()
                    .ifPresent(text -> ledger.recordConclusion(NAME, basis(scanned, wanted), text));
        }
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
