package org.esxsync.source.depot;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.fetch.NotFoundException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.ReleaseClaims;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ProbeRequest;
import org.esxsync.api.source.ProbeResult;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.SourceName;
import org.esxsync.api.source.SourceProbe;
import org.esxsync.source.depot.files.LocalPlaces;
import org.esxsync.source.depot.files.OnlineLocation;
import org.esxsync.source.depot.index.DepotOutline;
import org.esxsync.source.depot.read.BulletinPatches;
import org.esxsync.source.depot.read.PlainZips;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Recognises depots, offline bundles and VIBs: in a directory by reading their metadata for some
 * seconds, on a server by the indexes.
 */
@Component
public final class DepotProbe implements SourceProbe {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int TOLD_EVERY = 100;

    private final Transport transport;
    private final MatchedReleases releases;

    /** Without a mirror nobody asks them. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable ReleaseClaims claims;

    @Activate
    public DepotProbe(@Reference Transport transport, @Reference MatchedReleases releases) {
        this.releases = releases;
        this.transport = transport;
    }

    @Override
    public String reads() {
        return "a depot, an offline bundle or a VIB of ESXi 5.0 or later";
    }

    @Override
    public ProbeResult probe(ProbeRequest request) {
        try {
            return new ProbeResult.Found(request.isOnline() ? online(request) : local(request));
        } catch (MalformedSourceException e) {
            return new ProbeResult.NotMine(reason(e));
        }
    }

    private static String reason(MalformedSourceException problem) {
        String message = String.valueOf(problem.getMessage());
        String place = problem.place() + ": ";
        return message.startsWith(place) ? message.substring(place.length()) : message;
    }

    private FoundSource local(ProbeRequest request) {
        Path path = Path.of(request.location());
        LocalPlaces places = LocalPlaces.at(path);
        List<String> left = new ArrayList<>(places.leftOut());
        long start = System.nanoTime();
        SeenPatches seen =
                new SeenPatches(
                        claims(),
                        count -> {
                            if (count % TOLD_EVERY == 0) {
                                request.progress().accept(count + " patches so far");
                            }
                            return System.nanoTime() - start > LONGEST.toNanos();
                        });
        boolean counted = true;
        try {
            DepotScan scan =
                    new DepotScan("probe", ProfileChoice.ALL, seen, remark -> {}, new PlainZips());
            new LocalReader(path, new ScanRequest(null, request.workspace()), scan)
                    .read(ProfileChoice.ALL);
        } catch (SeenPatches.Enough e) {
            counted = false;
        }
        left.addAll(seen.problems());
        if (seen.unclaimed() > 0 && claims != null) {
            left.add(seen.unclaimed() + " of the patches, for no release that is known here");
        }
        return found(request, kind(path, places), seen.count(), counted, seen.releases(), left);
    }

    private static String kind(Path path, LocalPlaces places) {
        if (Files.isDirectory(path)) {
            return places.zips().isEmpty() && places.vibs().isEmpty()
                    ? "depot"
                    : "depots, offline bundles and VIBs";
        }
        return !places.vibs().isEmpty()
                ? "VIB"
                : places.zips().isEmpty() ? "depot" : "offline bundle";
    }

    private FoundSource online(ProbeRequest request) {
        Set<URI> indexes = OnlineLocation.indexes(DepotPatchSource.PID, request.location());
        boolean zipped = indexes.iterator().next().toString().startsWith("jar:");
        try {
            DepotOutline outline = DepotOutline.of(indexes, request::document);
            return found(request, zipped ? "offline bundle" : "depot", List.of(outline));
        } catch (NotFoundException e) {
            List<DepotOutline> outlines = mirrored(request, indexes);
            if (outlines.isEmpty()) {
                throw e;
            }
            return found(request, "mirror", outlines);
        }
    }

    /** Another mirror has a depot for each release, and none at its top. */
    private List<DepotOutline> mirrored(ProbeRequest request, Set<URI> indexes) {
        List<DepotOutline> outlines = new ArrayList<>();
        for (URI index : OnlineLocation.mirrored(indexes, releases.names())) {
            request.progress().accept("looking for a mirror");
            try {
                outlines.add(DepotOutline.of(Set.of(index), request::document));
            } catch (NotFoundException e) {
                // It has no depot of this release.
            }
        }
        return outlines;
    }

    private FoundSource found(ProbeRequest request, String kind, List<DepotOutline> outlines) {
        Set<Platform> platforms = new LinkedHashSet<>();
        List<String> left = new ArrayList<>();
        for (DepotOutline outline : outlines) {
            platforms.addAll(outline.platforms());
            left.addAll(outline.problems());
        }
        return found(request, kind, FoundSource.UNKNOWN, false, releases(platforms), left);
    }

    /** An index names platforms in the way of its bulletins, which the matchers know. */
    private SortedSet<EsxRelease> releases(Set<Platform> platforms) {
        SeenPatches seen = new SeenPatches(claims(), count -> false);
        for (Platform platform : platforms) {
            seen.accept(
                    Patch.builder("probe", "index", BulletinPatches.FORMAT)
                            .platforms(List.of(platform))
                            .build());
        }
        return seen.releases();
    }

    private Function<Patch, List<EsxRelease>> claims() {
        ReleaseClaims present = claims;
        return present == null ? patch -> List.of() : present.now();
    }

    private static FoundSource found(
            ProbeRequest request,
            String kind,
            int patches,
            boolean counted,
            SortedSet<EsxRelease> releases,
            List<String> left) {
        return new FoundSource(
                DepotPatchSource.PID,
                Map.of("location", request.location()),
                kind,
                patches,
                counted,
                releases,
                left);
    }

    @Override
    public PatchSource open(String name, FoundSource found) {
        return new DepotPatchSource(
                transport,
                releases,
                TypedConfiguration.of(DepotPatchSource.Config.class, found.configuration()),
                Map.of(SourceName.KEY, name, "service.pid", name));
    }
}
