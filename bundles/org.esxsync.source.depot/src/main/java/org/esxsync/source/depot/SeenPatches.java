package org.esxsync.source.depot;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSink;

/** Counts what a scan lists, and ends it when it has taken long enough. For one thread. */
final class SeenPatches implements PatchSink {

    /** Ends a scan that need not see all. */
    static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough was read");
        }
    }

    private final Function<Patch, List<EsxRelease>> claims;
    private final IntPredicate enough;
    private final SortedSet<EsxRelease> releases = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private int unclaimed;
    private int count;

    /**
     * @param claims asks the matchers
     * @param enough says, from how many there were, whether to end
     */
    SeenPatches(Function<Patch, List<EsxRelease>> claims, IntPredicate enough) {
        this.claims = claims;
        this.enough = enough;
    }

    @Override
    public void accept(Patch patch) {
        if (patch.kind() != PatchKind.NOTICE) {
            count++;
            List<EsxRelease> claiming = claims.apply(patch);
            releases.addAll(claiming);
            unclaimed += claiming.isEmpty() ? 1 : 0;
        }
        if (enough.test(count)) {
            throw new Enough();
        }
    }

    @Override
    public void reject(String what, EsxSyncException problem) {
        problems.add(String.valueOf(problem.getMessage()));
    }

    int count() {
        return count;
    }

    /** Those that claim any patch. */
    SortedSet<EsxRelease> releases() {
        return releases;
    }

    /** How many patches no release claims. */
    int unclaimed() {
        return unclaimed;
    }

    List<String> problems() {
        return problems;
    }
}
