package org.esxsync.source.depot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.release.EsxRelease;
import org.osgi.service.component.annotations.Component;

/**
 * The depot of a release, as {@code esxcli}, PowerCLI and Lifecycle Manager read it. All documents
 * stand at its top, so that a VIB's path, which starts in its metadata zip's directory, leads to
 * where the VIB stands.
 */
@Component(property = PatchLayout.FORMAT + "=" + BulletinPatches.FORMAT)
public final class DepotLayout implements PatchLayout {

    private static final int NAME_DIGITS = 12;
    private static final String DEFAULT_PRODUCT = "embeddedEsx";

    @Override
    public List<Placement> place(Patch patch) {
        return patch.artifacts().stream()
                .map(vib -> new Placement(vib, vib.path(), false))
                .toList();
    }

    @Override
    public List<Path> writeIndex(EsxRelease release, List<IndexedPatch> patches, Path directory) {
        List<Path> files = new ArrayList<>();
        List<DepotIndexWriter.Zip> zips = new ArrayList<>();
        for (Map.Entry<String, List<IndexedPatch>> document : byMetadata(patches).entrySet()) {
            String name = document.getKey().substring(0, NAME_DIGITS) + "-metadata.zip";
            files.add(filtered(document.getValue(), directory.resolve(name)));
            zips.add(new DepotIndexWriter.Zip(name, products(document.getValue())));
        }
        Path vendorIndex = directory.resolve(DepotIndexWriter.VENDOR_INDEX);
        Path index = directory.resolve(DepotIndexWriter.INDEX);
        try {
            Files.writeString(vendorIndex, DepotIndexWriter.vendorIndex(release.version(), zips));
            Files.writeString(index, DepotIndexWriter.index(release));
        } catch (IOException e) {
            throw new EsxSyncException(
                    "%s: the index of %s cannot be written: %s".formatted(directory, release, e),
                    e);
        }
        files.add(vendorIndex);
        files.add(index);
        return files;
    }

    /** The patches by the SHA-256 of the document that describes them. */
    private static Map<String, List<IndexedPatch>> byMetadata(List<IndexedPatch> patches) {
        Map<String, List<IndexedPatch>> byMetadata = new TreeMap<>();
        for (IndexedPatch patch : patches) {
            byMetadata
                    .computeIfAbsent(sha256(patch.patch()), sha256 -> new ArrayList<>())
                    .add(patch);
        }
        return byMetadata;
    }

    private static String sha256(Patch patch) {
        return metadata(patch).digests().stream()
                .filter(digest -> digest.hex().length() == 64)
                .map(digest -> digest.hex())
                .findFirst()
                .orElseThrow(() -> withoutMetadata(patch));
    }

    private static Artifact metadata(Patch patch) {
        Artifact metadata = patch.metadata();
        if (metadata == null) {
            throw withoutMetadata(patch);
        }
        return metadata;
    }

    private static Path filtered(List<IndexedPatch> patches, Path target) {
        Set<PatchKey> wanted = new HashSet<>();
        patches.forEach(patch -> wanted.add(patch.patch().key()));
        IndexedPatch first = patches.get(0);
        Path upstream = first.metadata();
        if (upstream == null) {
            throw withoutMetadata(first.patch());
        }
        MetadataFilter.write(upstream, metadata(first.patch()), wanted, target);
        return target;
    }

    private static Set<String> products(List<IndexedPatch> patches) {
        Set<String> products = new TreeSet<>();
        for (IndexedPatch patch : patches) {
            patch.patch().platforms().stream().map(Platform::product).forEach(products::add);
        }
        products.remove("");
        return products.isEmpty() ? Set.of(DEFAULT_PRODUCT) : products;
    }

    private static EsxSyncException withoutMetadata(Patch patch) {
        return new EsxSyncException(
                "%s: its metadata zip is missing, so no depot can list it; sync its source '%s' again"
                        .formatted(patch.id(), patch.source()));
    }
}
