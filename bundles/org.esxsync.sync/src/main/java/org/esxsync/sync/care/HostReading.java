package org.esxsync.sync.care;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;
import org.esxsync.sync.index.IndexedPatches;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.esxsync.sync.scan.Recalls;

/**
 * Reads releases as hosts do.
 *
 * @param mirror where they are
 * @param ledger tells what is published
 * @param layouts read
 */
record HostReading(MirrorPaths mirror, Ledger ledger, PatchLayouts layouts) {

    /**
     * What a host would miss or stumble over beside the damaged files, which are told already;
     * nothing while a sync writes the index, or where the index itself is damaged.
     *
     * @param damaged files that are missing or damaged
     */
    List<Damage> check(EsxRelease release, Set<Path> damaged) {
        List<PublishedFile> index = ledger.indexFiles(release);
        Path root = mirror.release(release);
        boolean isWhole =
                index.stream().noneMatch(file -> damaged.contains(file.path().under(root)));
        if (index.isEmpty() || !isWhole || ledger.pendingIndexes().contains(release)) {
            return List.of();
        }
        Map<String, List<IndexedPatch>> byFormat = indexed(release);
        Map<RelativePath, PublishedFile> files = new HashMap<>();
        ledger.publishedFiles(release).forEach(each -> files.put(each.path(), each));
        List<Damage> found = new ArrayList<>();
        byFormat.forEach((format, patches) -> found.addAll(check(release, format, patches, files)));
        boolean hasChanged =
                ledger.pendingIndexes().contains(release)
                        || !ledger.indexFiles(release).equals(index);
        return hasChanged ? List.of() : found;
    }

    /** Without their VIBs, which the index tells, and which take most of the memory. */
    private Map<String, List<IndexedPatch>> indexed(EsxRelease release) {
        Map<String, List<IndexedPatch>> byFormat =
                IndexedPatches.of(release, mirror, ledger, Recalls.of(ledger));
        byFormat.replaceAll(
                (format, patches) ->
                        patches.stream()
                                .map(
                                        each ->
                                                new IndexedPatch(
                                                        each.patch().withoutVibs(),
                                                        each.metadata(),
                                                        each.firstFile()))
                                .toList());
        return byFormat;
    }

    private List<Damage> check(
            EsxRelease release,
            String format,
            List<IndexedPatch> patches,
            Map<RelativePath, PublishedFile> files) {
        Path root = mirror.release(release);
        try {
            return layouts.check(release, format, patches, root, files).stream()
                    .map(each -> unfit(release, each.path().under(root), each.detail()))
                    .toList();
        } catch (EsxSyncException e) {
            return List.of(
                    unfit(release, root, "it cannot be read as hosts do: " + e.getMessage()));
        }
    }

    private static Damage unfit(EsxRelease release, Path file, String detail) {
        return new Damage(release, file, Finding.Kind.UNFIT, detail);
    }
}
