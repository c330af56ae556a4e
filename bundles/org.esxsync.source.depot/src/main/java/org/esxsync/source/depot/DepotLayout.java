package org.esxsync.source.depot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.read.BulletinPatches;
import org.esxsync.source.depot.write.DepotIndexWriter;
import org.esxsync.source.depot.write.MetadataFilter;
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
    public List<RelativePath> writeIndex(
            EsxRelease release, List<IndexedPatch> patches, Path directory) {
        List<RelativePath> files = new ArrayList<>();
        List<DepotIndexWriter.Zip> zips = new ArrayList<>();
        try {
            for (Map.Entry<Path, List<Patch>> document : byMetadata(patches).entrySet()) {
                RelativePath name = name(document.getKey());
                Path target = name.under(directory);
                MetadataFilter.write(document.getKey(), document.getValue(), target);
                zips.add(new DepotIndexWriter.Zip(name, products(document.getValue())));
            }
            Collections.sort(zips);
            zips.forEach(zip -> files.add(zip.name()));
            files.add(
                    write(
                            directory,
                            DepotIndexWriter.VENDOR_INDEX,
                            DepotIndexWriter.vendorIndex(release.version(), zips)));
            files.add(write(directory, DepotIndexWriter.INDEX, DepotIndexWriter.index(release)));
        } catch (IOException e) {
            throw new EsxSyncException(
                    "%s: the index of %s cannot be written: %s; check disk and rights"
                            .formatted(directory, release, PlainText.reason(e)),
                    e);
        }
        return files;
    }

    private static Map<Path, List<Patch>> byMetadata(List<IndexedPatch> patches) {
        Map<Path, List<Patch>> byMetadata = new LinkedHashMap<>();
        for (IndexedPatch indexed : patches) {
            Path metadata = indexed.metadata();
            if (metadata == null) {
                Patch patch = indexed.patch();
                throw new EsxSyncException(
                        "%s: its metadata zip is missing, so no depot can list it; sync '%s' again"
                                .formatted(patch.id(), patch.source()));
            }
            byMetadata.computeIfAbsent(metadata, file -> new ArrayList<>()).add(indexed.patch());
        }
        return byMetadata;
    }

    /** Named by the upstream document, so that filtering it otherwise keeps its name. */
    private static RelativePath name(Path metadata) throws IOException {
        return new RelativePath(
                Fingerprint.sha256(metadata).hex().substring(0, NAME_DIGITS) + "-metadata.zip");
    }

    private static RelativePath write(Path directory, String name, String text) throws IOException {
        RelativePath file = new RelativePath(name);
        Files.writeString(file.under(directory), text);
        return file;
    }

    private static Set<String> products(List<Patch> patches) {
        Set<String> products = new TreeSet<>();
        for (Patch patch : patches) {
            patch.platforms().stream().map(Platform::product).forEach(products::add);
        }
        products.remove("");
        return products.isEmpty() ? Set.of(DEFAULT_PRODUCT) : products;
    }
}
