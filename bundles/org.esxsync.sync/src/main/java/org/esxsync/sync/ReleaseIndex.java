package org.esxsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.PublishedPatch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;

/** Renews the indexes of releases in which something was published. Used by one thread. */
final class ReleaseIndex {

    private final Mirror mirror;
    private final Ledger ledger;
    private final Map<String, PatchLayout> layouts;

    ReleaseIndex(Mirror mirror, Ledger ledger, Map<String, PatchLayout> layouts) {
        this.mirror = mirror;
        this.ledger = ledger;
        this.layouts = Map.copyOf(layouts);
    }

    /**
     * Makes a release's index reach all that was published. New files come first, what names them
     * after them, and what is no longer named goes last: at no instant does the index reach a file
     * that is not there.
     */
    void renew(EsxRelease release) {
        Path stage = mirror.staging().resolve("index-" + release);
        try {
            PublishedTree.delete(stage);
            List<PublishedFile> index = new ArrayList<>();
            for (Map.Entry<String, List<IndexedPatch>> entry : byFormat(release).entrySet()) {
                Path directory = Files.createDirectories(stage.resolve(entry.getKey()));
                for (RelativePath file :
                        layout(release, entry.getKey())
                                .writeIndex(release, entry.getValue(), directory)) {
                    index.add(put(release, file, file.under(directory)));
                }
            }
            removeOthers(release, index);
            ledger.recordIndex(release, index);
            PublishedTree.delete(stage);
        } catch (IOException e) {
            throw new EsxSyncException(
                    "%s: its index cannot be written: %s; check disk and rights of %s"
                            .formatted(release, e, mirror.root()),
                    e);
        }
    }

    private PatchLayout layout(EsxRelease release, String format) {
        PatchLayout layout = layouts.get(format);
        if (layout == null) {
            throw new EsxSyncException(
                    "%s: its index cannot be written: no layout for the format '%s' is installed;"
                                    .formatted(release, format)
                            + " deploy the bundle that brings it");
        }
        return layout;
    }

    private Map<String, List<IndexedPatch>> byFormat(EsxRelease release) {
        return ledger.publishedPatches(release).stream()
                .collect(
                        Collectors.groupingBy(
                                published -> published.patch().format(),
                                TreeMap::new,
                                Collectors.mapping(this::indexed, Collectors.toList())));
    }

    private IndexedPatch indexed(PublishedPatch published) {
        String metadata = published.metadataSha256();
        return new IndexedPatch(
                published.patch(), metadata == null ? null : mirror.metadata(metadata));
    }

    private PublishedFile put(EsxRelease release, RelativePath path, Path staged)
            throws IOException {
        StagedFile content = PublishedTree.read(staged).get(0);
        Path target = path.under(mirror.release(release));
        if (!Files.exists(target) || Files.mismatch(staged, target) >= 0) {
            Files.createDirectories(target.getParent());
            Files.move(
                    staged,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return new PublishedFile(path, content.type(), content.size(), content.sha256());
    }

    private void removeOthers(EsxRelease release, List<PublishedFile> index) throws IOException {
        Set<RelativePath> wanted =
                index.stream().map(PublishedFile::path).collect(Collectors.toSet());
        for (PublishedFile old : ledger.indexFiles(release)) {
            if (!wanted.contains(old.path())) {
                Files.deleteIfExists(old.path().under(mirror.release(release)));
            }
        }
    }
}
