package org.esxsync.benchmark.micro;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.release.VersionMatcher;
import org.esxsync.matcher.esx301.Esx301Matcher;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Asks a matcher of a patch. */
@State(Scope.Benchmark)
public class Matching {

    private static final int PATCHES = 1000;

    private final VersionMatcher matcher = new Esx301Matcher();
    private final List<Patch> patches =
            IntStream.range(0, PATCHES).mapToObj(Matching::patch).toList();

    private static Patch patch(int number) {
        return Patch.builder("site", "ESX-" + (1_000_000 + number), "vi3")
                .platforms(Set.of(new Platform("VMware ESX Server", "3.0." + number % 4)))
                .build();
    }

    @Benchmark
    @OperationsPerInvocation(PATCHES)
    public long onePatch() {
        return patches.stream().filter(matcher::matches).count();
    }
}
