package org.esxsync.sync.match;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;

/**
 * Asks the matchers which releases claim a patch. A matcher that throws is reported once and not
 * asked again. Used by one thread.
 */
public final class PatchClaims {

    private final MatcherSnapshot matchers;

    /** In order, and found without comparing releases, which takes longer than to ask a matcher. */
    private final Map<EsxRelease, MatcherSnapshot.Named> byRelease;

    private final DefectListener defects;
    private final Set<EsxRelease> defective = new HashSet<>();

    /** Hears of a matcher that threw. */
    @FunctionalInterface
    public interface DefectListener {
        /**
         * @param release the matcher's release
         * @param patch the patch that it was asked about
         * @param problem what it threw
         */
        void matcherThrew(EsxRelease release, Patch patch, Throwable problem);
    }

    public PatchClaims(MatcherSnapshot matchers, DefectListener defects) {
        this.matchers = matchers;
        this.byRelease = new LinkedHashMap<>(matchers.byRelease());
        this.defects = defects;
    }

    /** The matchers that are asked. */
    public MatcherSnapshot matchers() {
        return matchers;
    }

    /** The releases that claim a patch, in order. */
    public List<EsxRelease> of(Patch patch) {
        List<EsxRelease> claims = new ArrayList<>();
        for (Map.Entry<EsxRelease, MatcherSnapshot.Named> each : byRelease.entrySet()) {
            EsxRelease release = each.getKey();
            if (!defective.contains(release) && matches(release, each.getValue(), patch)) {
                claims.add(release);
            }
        }
        return claims;
    }

    /** Whether a release claims a patch; the matchers of others are not asked. */
    public boolean isOf(EsxRelease release, Patch patch) {
        MatcherSnapshot.Named named = byRelease.get(release);
        return named != null && !defective.contains(release) && matches(release, named, patch);
    }

    /** Whether no matcher threw so far. */
    public boolean areWhole() {
        return defective.isEmpty();
    }

    private boolean matches(EsxRelease release, MatcherSnapshot.Named named, Patch patch) {
        try {
            return named.matcher().matches(patch);
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            defective.add(release);
            defects.matcherThrew(release, patch, e);
            return false;
        }
    }
}
