package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.LayoutFinding;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.esxsync.source.depot.read.MetadataReader;
import org.esxsync.source.depot.read.PlainZip;
import org.esxsync.source.depot.read.PlainZips;
import org.esxsync.source.depot.write.DepotWriter;
import org.esxsync.source.depot.write.FilterReport;

/** A depot of a release, published from bundles as the engine does it, and what was told. */
final class PublishedDepot implements FilterReport {

    final List<String> leftOut = new ArrayList<>();
    final List<String> remarks = new ArrayList<>();
    final Path directory;
    private final EsxRelease release;
    private final Path kept;
    private List<IndexedPatch> expected = List.of();
    private final DepotLayout layout = new DepotLayout();
    private final PlainZips known = new PlainZips();

    /** Of how many metadata zips all is published, so that they need not be filtered. */
    int copied;

    PublishedDepot(EsxRelease release, Path workspace) throws IOException {
        this.release = release;
        this.directory = Files.createDirectory(workspace.resolve(release.toString()));
        this.kept = Files.createDirectories(workspace.resolve("kept"));
    }

    /** Publishes what a scan of a bundle finds and the release claims. */
    static PublishedDepot of(String release, SampleBundle bundle, Path workspace, String... ids)
            throws IOException {
        Path zip = bundle.zipTo(workspace.resolve("bundle.zip"));
        Set<String> wanted = Set.of(ids);
        PublishedDepot depot = new PublishedDepot(EsxRelease.parse(release), workspace);
        depot.publish(
                CollectedPatches.at(zip, workspace).patches, patch -> wanted.contains(patch.id()));
        return depot;
    }

    List<IndexedPatch> publish(List<Patch> patches, Predicate<Patch> wanted) throws IOException {
        List<IndexedPatch> indexed = new ArrayList<>();
        for (Patch patch : patches) {
            if (wanted.test(patch) && patch.isDownloadable()) {
                for (Placement placement : layout.place(patch)) {
                    Path file = placement.path().under(directory);
                    Files.createDirectories(file.getParent());
                    Files.write(file, LocationContent.read(placement.artifact().location()));
                }
                byte[] content = LocationContent.read(patch.metadata().location());
                Path metadata = kept.resolve(SampleBundle.sha256(content));
                indexed.add(new IndexedPatch(patch, Files.write(metadata, content)));
            }
        }
        index(indexed);
        return indexed;
    }

    List<RelativePath> index(List<IndexedPatch> patches) throws IOException {
        expected = patches;
        int toldBefore = leftOut.size();
        int remarkedBefore = remarks.size();
        List<RelativePath> files =
                new DepotWriter(release, directory, new PlainZips(), this)
                        .write(patches, List.of());
        PublishedDepot twin = new PublishedDepot(release, Files.createTempDirectory(kept, "twin"));
        copied = readAhead(patches, twin.known);
        assertEquals(
                files,
                new DepotWriter(release, twin.directory, twin.known, twin)
                        .write(patches, List.of()));
        for (RelativePath file : files) {
            assertArrayEquals(
                    Files.readAllBytes(file.under(directory)),
                    Files.readAllBytes(file.under(twin.directory)),
                    file.value());
        }
        assertEquals(leftOut.subList(toldBefore, leftOut.size()), twin.leftOut);
        assertEquals(remarks.subList(remarkedBefore, remarks.size()), twin.remarks);
        return files;
    }

    /** What is known of zips saves reading them, and changes nothing. */
    private static int readAhead(List<IndexedPatch> patches, PlainZips known) throws IOException {
        Map<Path, List<Patch>> byMetadata = new HashMap<>();
        for (IndexedPatch each : patches) {
            Path metadata = each.metadata();
            if (metadata != null) {
                byMetadata.computeIfAbsent(metadata, file -> new ArrayList<>()).add(each.patch());
            }
        }
        int whole = 0;
        for (Map.Entry<Path, List<Patch>> each : byMetadata.entrySet()) {
            PlainZip zip = read(each.getKey()).orElse(null);
            if (zip != null) {
                known.keep(Fingerprint.sha256(each.getKey()), zip);
                whole += zip.isOf(each.getValue()) ? 1 : 0;
            }
        }
        return whole;
    }

    private static Optional<PlainZip> read(Path metadata) {
        PlainZip.Builder builder = new PlainZip.Builder();
        MetadataReader.Contents contents =
                new MetadataReader.Contents() {
                    @Override
                    public void vib(String entry, Vib vib, Artifact file) {
                        builder.vib(entry, vib, file);
                    }

                    @Override
                    public void patch(String entry, Patch patch) {
                        builder.patch(entry, patch);
                    }

                    @Override
                    public void unusable(String what, EsxSyncException problem) {}

                    @Override
                    public void remark(String text) {}

                    @Override
                    public void plain(List<String> oldList) {
                        builder.plain(oldList);
                    }
                };
        Artifact document =
                new Artifact(
                        new RelativePath("metadata.zip"),
                        metadata.toUri(),
                        Artifact.UNKNOWN_SIZE,
                        List.of());
        try (MetadataZip zip = new MetadataZip("metadata.zip", metadata)) {
            MetadataReader.read(zip, "test", document, List.of(), contents);
        } catch (EsxSyncException e) {
            return Optional.empty();
        }
        return builder.build();
    }

    @Override
    public void leftOut(Patch patch, String reason) {
        leftOut.add(patch.id() + " " + reason);
    }

    @Override
    public void leftOut(String what) {
        leftOut.add(what);
    }

    @Override
    public void remark(String what) {
        remarks.add(what);
    }

    /** The names in all metadata zips. */
    Set<String> entries() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path zip : zips()) {
            try (ZipFile file = new ZipFile(zip.toFile())) {
                file.stream().map(ZipEntry::getName).forEach(names::add);
            }
        }
        return names;
    }

    String entry(String name) throws IOException {
        for (Path zip : zips()) {
            try (ZipFile file = new ZipFile(zip.toFile())) {
                ZipEntry entry = file.getEntry(name);
                if (entry != null) {
                    return new String(
                            file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new IOException(name + " is in no metadata zip");
    }

    List<Path> zips() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith("-metadata.zip"))
                    .sorted()
                    .toList();
        }
    }

    String text(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    /** What a host would miss. */
    List<String> missed() throws IOException {
        return layout.check(release, expected, directory, files()).stream()
                .map(LayoutFinding::detail)
                .toList();
    }

    Map<RelativePath, PublishedFile> files() throws IOException {
        Map<RelativePath, PublishedFile> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                RelativePath path = new RelativePath(directory.relativize(file).toString());
                byte[] content = Files.readAllBytes(file);
                files.put(
                        path,
                        new PublishedFile(
                                path,
                                StagedFile.Type.FILE,
                                content.length,
                                SampleBundle.sha256(content),
                                false));
            }
        }
        return files;
    }
}
