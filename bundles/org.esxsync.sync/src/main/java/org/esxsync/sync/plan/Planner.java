package org.esxsync.sync.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.scan.RecallNotices;

/**
 * Collects what is listed, in any order, and plans from it as often as it is asked to. Used by one
 * thread.
 */
public final class Planner {

    private final PlanBasis basis;
    private final List<Listed> listed = new ArrayList<>();
    private final List<Listed> unlisted = new ArrayList<>();
    private final Set<String> superseded = new HashSet<>();
    private final RecallNotices notices = new RecallNotices();
    private final Set<PatchKey> known = new HashSet<>();
    private final Map<EsxRelease, Settled> leftOut = new TreeMap<>();

    public Planner(PlanBasis basis) {
        this.basis = basis;
    }

    /** Takes a listed patch and the releases that claim it. */
    public void add(Patch patch, PatchKey key, List<EsxRelease> claims) {
        if (patch.kind() == PatchKind.NOTICE) {
            notices.addListed(patch);
            return;
        }
        known.add(key);
        listed.add(new Listed(patch, key, claims));
        if (!basis.keep().isIgnored(key)) {
            addSuccessor(patch);
        }
    }

    /**
     * Takes a patch that is not listed any more. It may still be the successor of others, or a
     * notice about them, or stand in a release.
     */
    public void addUnlisted(CataloguedPatch catalogued, PatchKey key) {
        Patch patch = catalogued.patch();
        notices.add(catalogued);
        addSuccessor(patch);
        if (stands(key) && known.add(key)) {
            unlisted.add(new Listed(patch, key, List.of()));
        }
    }

    private boolean stands(PatchKey key) {
        return basis.published().values().stream().anyMatch(keys -> keys.contains(key));
    }

    private void addSuccessor(Patch patch) {
        if (!patch.supersedes().isEmpty() && !patch.classification().isRecall()) {
            patch.supersedes().stream()
                    .filter(id -> !id.equals(patch.id()))
                    .forEach(superseded::add);
        }
    }

    /** Leaves a release out, since its matcher threw. */
    public void leaveOut(EsxRelease release, Patch patch, Throwable problem) {
        if (basis.wanted().contains(release)) {
            leftOut.putIfAbsent(
                    release,
                    new Settled(
                            patch.key(),
                            new PatchOutcome(
                                    patch.id(),
                                    patch.source(),
                                    release,
                                    Outcome.FAILED,
                                    "defect in the matcher of %s, which is left out: %s"
                                            .formatted(release, problem))));
        }
    }

    /** The plan for what was added so far. */
    public Plan plan() {
        return new PlanDraft(basis, superseded, notices, leftOut).plan(listed, unlisted);
    }
}
