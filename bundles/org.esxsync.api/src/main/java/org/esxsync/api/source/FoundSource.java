package org.esxsync.api.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.esxsync.api.release.EsxRelease;

/**
 * A location that was recognised.
 *
 * @param pid the PID of the factory whose configuration makes it a source
 * @param configuration the keys and values of that configuration, in the order in which they are
 *     written
 * @param kind what it is, for people: "offline bundles"
 * @param patches how many patches were seen there, or {@link #UNKNOWN} if counting them takes a
 *     scan
 * @param counted whether these are all
 * @param releases the releases that they are for, as far as little reading tells
 * @param leftOut what is there and is not read, each for people
 */
public record FoundSource(
        String pid,
        Map<String, String> configuration,
        String kind,
        int patches,
        boolean counted,
        SortedSet<EsxRelease> releases,
        List<String> leftOut) {

    /** The number of patches where only a scan can tell it. */
    public static final int UNKNOWN = -1;

    public FoundSource {
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        releases = Collections.unmodifiableSortedSet(new TreeSet<>(releases));
        leftOut = List.copyOf(leftOut);
    }
}
