package org.esxsync.sync.match;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.VersionMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The matchers of one moment, one for each release.
 *
 * @param byRelease each release with its matcher
 * @param identity the same only as long as these matchers answer the same, and all code is the
 *     same; null if nobody can tell
 */
public record MatcherSnapshot(SortedMap<EsxRelease, Named> byRelease, @Nullable String identity) {

    /**
     * A matcher and the bundle that it comes from.
     *
     * @param bundle the bundle's symbolic name
     * @param matcher the matcher
     */
    public record Named(String bundle, VersionMatcher matcher) {}

    public MatcherSnapshot {
        byRelease = Collections.unmodifiableSortedMap(new TreeMap<>(byRelease));
    }

    /** Matchers of which nobody can tell whether they stay the same. */
    public MatcherSnapshot(SortedMap<EsxRelease, Named> byRelease) {
        this(byRelease, null);
    }

    public SortedSet<EsxRelease> releases() {
        return new TreeSet<>(byRelease.keySet());
    }

    /** The releases by their names. */
    public ReleaseNames names() {
        return new ReleaseNames(byRelease.keySet());
    }
}
