package org.esxsync.source.depot.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.metadata.Cancellation;
import org.esxsync.source.depot.read.PlainZips;

/**
 * Writes the files of a release's depot. What cannot be indexed is left out and told, and the rest
 * stays.
 *
 * @param release the release
 * @param directory takes the files
 * @param plainZips what is known of metadata zips
 * @param report told what people should know
 */
public record DepotWriter(
        EsxRelease release, Path directory, PlainZips plainZips, FilterReport report) {

    private static final int NAME_DIGITS = 12;
    private static final String METADATA = "-metadata.zip";
    private static final String NOTICES = "-notifications.zip";

    /**
     * @param patches what hosts find
     * @param notices what managers are told of recalls
     * @return the files, each after those that it names
     * @throws IOException if one cannot be written
     */
    public List<RelativePath> write(List<IndexedPatch> patches, List<Patch> notices)
            throws IOException {
        MetadataFilter filter = filter(patches);
        List<WrittenZip> written = new ArrayList<>();
        for (Map.Entry<Path, List<Patch>> document : byMetadata(patches).entrySet()) {
            try {
                zip(filter, document.getKey(), document.getValue(), written);
            } catch (EsxSyncException e) {
                Cancellation.rethrow(e);
                String reason =
                        "the mirror's copy of its metadata, %s, cannot be used: %s"
                                .formatted(document.getKey(), e.getMessage());
                document.getValue().forEach(patch -> report.leftOut(patch, reason));
            }
        }
        List<DepotIndexWriter.Zip> zips = calledByContent(written);
        List<RelativePath> files = new ArrayList<>();
        zips.forEach(zip -> files.add(zip.name()));
        List<RelativePath> carried = carried(notices);
        files.addAll(carried);
        files.add(
                write(
                        DepotIndexWriter.VENDOR_INDEX,
                        DepotIndexWriter.vendorIndex(release.version(), zips, carried)));
        files.add(write(DepotIndexWriter.INDEX, DepotIndexWriter.index(release)));
        return files;
    }

    private List<RelativePath> carried(List<Patch> notices) throws IOException {
        if (notices.isEmpty()) {
            return List.of();
        }
        NoticesWriter.write(notices, directory);
        return List.of(callByContent(NoticesWriter.NAME, NOTICES));
    }

    /** By name; what two of them have in common is listed once. */
    private List<DepotIndexWriter.Zip> calledByContent(List<WrittenZip> written)
            throws IOException {
        Map<RelativePath, Set<String>> products = new TreeMap<>();
        for (WrittenZip each : written) {
            RelativePath first = each.listed().name();
            RelativePath name = each.isWhole() ? first : callByContent(first, METADATA);
            products.computeIfAbsent(name, zip -> new TreeSet<>()).addAll(each.listed().products());
        }
        List<DepotIndexWriter.Zip> zips = new ArrayList<>();
        products.forEach((name, each) -> zips.add(new DepotIndexWriter.Zip(name, each)));
        return zips;
    }

    /**
     * Names a file after its content, so that a client that has read a former index gets what that
     * index means, or nothing.
     */
    private RelativePath callByContent(RelativePath written, String ending) throws IOException {
        Path file = written.under(directory);
        RelativePath name = name(Fingerprint.sha256(file), ending);
        if (!name.equals(written)) {
            Files.move(file, name.under(directory), StandardCopyOption.REPLACE_EXISTING);
        }
        return name;
    }

    private static RelativePath name(Digest sha256, String ending) {
        return new RelativePath(sha256.hex().substring(0, NAME_DIGITS) + ending);
    }

    private MetadataFilter filter(List<IndexedPatch> patches) {
        ReleaseVersion version = new ReleaseVersion(release.version());
        Set<String> claimedVibs = new HashSet<>();
        for (IndexedPatch indexed : patches) {
            if (version.isClaimedByHand(indexed.patch().platforms())) {
                indexed.patch().vibs().forEach(vib -> claimedVibs.add(vib.id()));
            }
        }
        return new MetadataFilter(version, claimedVibs, plainZips, new KeptDescriptions(), report);
    }

    /** In the order of the copies' names, so that of two descriptions always the same stays. */
    private Map<Path, List<Patch>> byMetadata(List<IndexedPatch> patches) {
        Map<Path, List<Patch>> byMetadata = new TreeMap<>();
        for (IndexedPatch indexed : patches) {
            Path metadata = indexed.metadata();
            if (metadata == null) {
                report.leftOut(
                        indexed.patch(),
                        "the mirror has no copy of its metadata; run 'verify --repair'");
            } else {
                byMetadata
                        .computeIfAbsent(metadata, file -> new ArrayList<>())
                        .add(indexed.patch());
            }
        }
        return byMetadata;
    }

    /**
     * @param listed by the name that it has for now
     * @param isWhole whether it is the upstream document
     */
    private record WrittenZip(DepotIndexWriter.Zip listed, boolean isWhole) {}

    /** For now it is named after the upstream document, which is its own if all of it stays. */
    private void zip(
            MetadataFilter filter, Path metadata, List<Patch> patches, List<WrittenZip> zips)
            throws IOException {
        Digest sha256 = sha256(metadata);
        RelativePath name = name(sha256, METADATA);
        Path target = name.under(directory);
        boolean isWhole = filter.copiesWhole(metadata, sha256, patches, target);
        List<Patch> described =
                isWhole ? patches : filter.write(metadata, sha256, patches, name, target);
        if (!described.isEmpty()) {
            zips.add(new WrittenZip(DepotIndexWriter.Zip.of(name, described), isWhole));
        }
    }

    private static Digest sha256(Path metadata) {
        try {
            return Fingerprint.sha256(metadata);
        } catch (IOException e) {
            throw PlainText.unreadable(metadata.toString(), e);
        }
    }

    private RelativePath write(String name, String text) throws IOException {
        RelativePath file = new RelativePath(name);
        Files.writeString(file.under(directory), text);
        return file;
    }
}
