package org.esxsync.sync.index;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.PublishedPatch;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.scan.Recalls;

/** What the indexes of a release must reach. */
public final class IndexedPatches {

    private IndexedPatches() {}

    /**
     * All that was published and not recalled, by format. A format of which all was recalled keeps
     * an empty index.
     */
    public static Map<String, List<IndexedPatch>> of(
            EsxRelease release, MirrorPaths mirror, Ledger ledger, Recalls recalls) {
        URI directory = mirror.release(release).toUri();
        Map<PatchKey, RelativePath> firstFiles = ledger.firstFiles(release);
        List<PublishedPatch> standing = ledger.publishedPatches(release);
        Predicate<Patch> offered =
                recalls.offered(standing.stream().map(PublishedPatch::patch).toList());
        Map<String, List<IndexedPatch>> byFormat =
                standing.stream()
                        .collect(
                                Collectors.groupingBy(
                                        published -> published.patch().format(),
                                        TreeMap::new,
                                        Collectors.filtering(
                                                published -> offered.test(published.patch()),
                                                Collectors.mapping(
                                                        published ->
                                                                indexed(
                                                                        published,
                                                                        mirror,
                                                                        directory,
                                                                        firstFiles),
                                                        Collectors.toCollection(ArrayList::new)))));
        return byFormat;
    }

    private static IndexedPatch indexed(
            PublishedPatch published,
            MirrorPaths mirror,
            URI directory,
            Map<PatchKey, RelativePath> firstFiles) {
        String metadata = published.metadataSha256();
        return new IndexedPatch(
                standing(published.patch(), directory),
                metadata == null ? null : mirror.metadata(metadata),
                firstFiles.get(published.patch().key()));
    }

    /**
     * The patch with one location for all its files: where each came from does not matter any more,
     * and takes a third of the memory that the patches of a large release need.
     */
    private static Patch standing(Patch patch, URI directory) {
        return patch.withArtifacts(
                patch.artifacts().stream().map(file -> standing(file, directory)).toList());
    }

    /** A file without a digest is known by its location. */
    private static Artifact standing(Artifact file, URI directory) {
        return file.digests().isEmpty()
                ? file
                : new Artifact(
                        file.path(),
                        directory,
                        file.size(),
                        file.approximateSize(),
                        file.digests());
    }
}
