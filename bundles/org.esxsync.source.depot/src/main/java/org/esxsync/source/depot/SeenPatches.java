package org.esxsync.source.depot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
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

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\..*|\\*)?");

    private final IntPredicate enough;
    private final SortedSet<EsxRelease> releases = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private boolean areReleasesKnown = true;
    private int count;

    /**
     * @param enough says, from how many there were, whether to end
     */
    SeenPatches(IntPredicate enough) {
        this.enough = enough;
    }

    @Override
    public void accept(Patch patch) {
        if (patch.kind() != PatchKind.NOTICE) {
            count++;
            SortedSet<EsxRelease> named = releases(patch.platforms());
            releases.addAll(named);
            areReleasesKnown &= !named.isEmpty();
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

    /** Those of all patches; none if a patch does not name its own, since a part would mislead. */
    SortedSet<EsxRelease> releases() {
        return areReleasesKnown ? releases : new TreeSet<>();
    }

    List<String> problems() {
        return problems;
    }

    /** All that are named, or none if one is a pattern such as {@code 6.*}. */
    static SortedSet<EsxRelease> releases(Collection<Platform> platforms) {
        SortedSet<EsxRelease> releases = new TreeSet<>();
        for (Platform platform : platforms) {
            Matcher version = VERSION.matcher(platform.versionPattern());
            String product = platform.product().toLowerCase(Locale.ROOT);
            if (!version.matches() || !product.matches("[a-z][a-z0-9]*")) {
                return new TreeSet<>();
            }
            boolean isEsxi = product.equals("embeddedesx") || product.equals("esxio");
            releases.add(
                    EsxRelease.parse(
                            "%s-%d.%d"
                                    .formatted(
                                            isEsxi ? "esxi" : product,
                                            Integer.parseInt(version.group(1)),
                                            Integer.parseInt(version.group(2)))));
        }
        return releases;
    }
}
