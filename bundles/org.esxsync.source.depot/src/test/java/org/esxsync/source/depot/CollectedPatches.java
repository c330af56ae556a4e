package org.esxsync.source.depot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.VersionMatcher;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.jspecify.annotations.Nullable;

/** What a scan found. */
public final class CollectedPatches implements PatchSink {

    final List<Patch> patches = new ArrayList<>();
    final Map<String, String> problems = new LinkedHashMap<>();
    final Map<Digest, Path> offered = new LinkedHashMap<>();
    @Nullable ScanResult result;

    /** Scans a place on disk, using the temporary directory given. */
    static CollectedPatches at(Path location, Path workspace) {
        return at(location, workspace, null);
    }

    static CollectedPatches at(Path location, Path workspace, @Nullable String state) {
        return of(source(location.toString()), workspace, state);
    }

    static CollectedPatches of(DepotPatchSource source, Path workspace, @Nullable String state) {
        CollectedPatches collected = new CollectedPatches();
        collected.result = source.scan(new ScanRequest(state, workspace), collected);
        return collected;
    }

    public static DepotPatchSource source(String location) {
        return source(location, new LoopbackTransport());
    }

    public static DepotPatchSource source(String location, Transport transport) {
        return source(location, transport, "*.vmware.com");
    }

    public static DepotPatchSource source(String location, Transport transport, String... hosts) {
        return source(location, transport, releases(), hosts);
    }

    static DepotPatchSource source(
            String location, Transport transport, MatchedReleases releases, String... hosts) {
        return new DepotPatchSource(
                transport,
                releases,
                new SampleConfig(location, hosts, "all"),
                Map.of("service.pid", DepotPatchSource.PID + "~test"));
    }

    static DepotPatchSource source(String location, String profiles) {
        return new DepotPatchSource(
                new LoopbackTransport(),
                releases(),
                new SampleConfig(location, new String[0], profiles),
                Map.of("service.pid", DepotPatchSource.PID + "~test"));
    }

    /** As if there were matchers of these releases. */
    static MatchedReleases releases(String... names) {
        MatchedReleases releases = new MatchedReleases();
        releases.matchers =
                Stream.of(names)
                        .map(name -> Map.<String, Object>of(VersionMatcher.RELEASE, name))
                        .toList();
        return releases;
    }

    Patch only() {
        if (patches.size() != 1 || !problems.isEmpty()) {
            throw new AssertionError("not a single patch: " + patches + " " + problems);
        }
        return patches.get(0);
    }

    List<String> ids() {
        return patches.stream().map(Patch::id).toList();
    }

    @Override
    public void accept(Patch patch) {
        patches.add(patch);
    }

    @Override
    public void offer(Digest sha256, Path copy) {
        offered.put(sha256, copy);
    }

    @Override
    public void reject(String what, EsxSyncException problem) {
        problems.put(what, problem.getMessage());
    }

    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record SampleConfig(String location, String[] hosts, String profiles)
            implements DepotPatchSource.Config {

        @Override
        public String name() {
            return "";
        }

        @Override
        public Class<DepotPatchSource.Config> annotationType() {
            return DepotPatchSource.Config.class;
        }
    }
}
