package org.esxsync.sync.plan;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.mirror.LostPatches;
import org.esxsync.sync.mirror.MirrorPaths;
import org.jspecify.annotations.Nullable;

/**
 * What a plan rests on, beside what is listed.
 *
 * @param wanted the releases to bring up to date
 * @param published the keys of what each release has
 * @param pruned what was pruned from each release, and does not come back as long as it is
 *     superseded; nothing if everything is to be kept now
 * @param lost what was deleted from the mirror by hand, and comes back if it is listed
 * @param keep which patches are ignored
 * @param fit which patches hosts may refuse, and what happens to them
 * @param held the files of a published patch as they were verified
 */
public record PlanBasis(
        SortedSet<EsxRelease> wanted,
        Map<EsxRelease, Set<PatchKey>> published,
        Map<EsxRelease, Set<PatchKey>> pruned,
        LostPatches lost,
        KeepPolicy keep,
        FitPolicy fit,
        Function<PatchKey, List<VerifiedArtifact>> held) {

    /** A plan that asks no ledger for verified files. */
    public PlanBasis(
            SortedSet<EsxRelease> wanted,
            Map<EsxRelease, Set<PatchKey>> published,
            Map<EsxRelease, Set<PatchKey>> pruned,
            LostPatches lost,
            KeepPolicy keep,
            FitPolicy fit) {
        this(wanted, published, pruned, lost, keep, fit, key -> List.of());
    }

    public PlanBasis {
        wanted = new TreeSet<>(wanted);
        wanted.removeAll(lost.unmounted());
        pruned = keep.isAll() ? Map.of() : pruned;
    }

    /**
     * @param wanted the releases to bring up to date
     * @param ledger what is known so far, or null if nothing is
     */
    public static PlanBasis of(
            Collection<EsxRelease> wanted,
            KeepPolicy keep,
            FitPolicy fit,
            MirrorPaths mirror,
            @Nullable Ledger ledger) {
        return ledger == null
                ? new PlanBasis(
                        new TreeSet<>(wanted), Map.of(), Map.of(), LostPatches.NONE, keep, fit)
                : new PlanBasis(
                        new TreeSet<>(wanted),
                        ledger.publishedKeys(),
                        ledger.removedKeys(),
                        LostPatches.of(mirror, ledger, wanted),
                        keep,
                        fit,
                        ledger::verifiedArtifacts);
    }
}
