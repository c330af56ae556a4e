package org.esxsync.compliance.judge;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchSummary;

/**
 * The parts of patches that a host tells nothing of: a patch of which only another part is known to
 * be there may be lacking.
 *
 * @param demanded the patches, by their places
 */
record UntoldParts(List<PatchSummary> demanded) {

    /** A build tells of what is built together: what has the version of its {@code esx-base}. */
    void doubtByBase(States states) {
        doubt(states, (patch, vib) -> vib.version().equals(base(patch)));
    }

    private static VibVersion base(Patch patch) {
        return patch.vibs().stream()
                .filter(vib -> vib.name().equals(BaseVersions.BASE))
                .map(Vib::version)
                .findFirst()
                .orElseThrow();
    }

    /** In a list with gaps, what is not there may have been lost. */
    void doubtByList(States states, Predicate<String> isListed) {
        doubt(states, (patch, vib) -> isListed.test(vib.name()));
    }

    private void doubt(States states, BiPredicate<Patch, Vib> isTold) {
        for (int place : states.all(PatchVerdict.INSTALLED)) {
            Patch patch = demanded.get(place).patch();
            if (!patch.vibs().stream().allMatch(vib -> isTold.test(patch, vib))) {
                states.set(place, PatchVerdict.UNKNOWN);
            }
        }
    }
}
