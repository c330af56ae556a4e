package org.esxsync.source.depot.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.esxsync.source.depot.read.MetadataReader;
import org.esxsync.source.depot.read.PlainZip;
import org.esxsync.source.depot.read.PlainZips;
import org.jspecify.annotations.Nullable;

/**
 * Cuts metadata zips down to some of their patches. An entry that describes a bulletin, a VIB or an
 * image profile stays only if that was published just so, and any other entry only if it names
 * nothing that is missing. What stays is kept byte for byte, apart from {@code vmware.xml} and from
 * what was claimed by hand for this release. A VIB that an earlier zip of the depot describes
 * otherwise gets that description. A zip of which all stays is kept as it is; a zip without {@code
 * vmware.xml} gets none, since hosts do not read it.
 *
 * @param version the release's
 * @param claimedVibs ids of the VIBs of patches that were claimed by hand
 * @param plainZips what is known of zips
 * @param kept how the zips written before describe their VIBs
 * @param report told what people should know
 */
public record MetadataFilter(
        ReleaseVersion version,
        Set<String> claimedVibs,
        PlainZips plainZips,
        KeptDescriptions kept,
        FilterReport report) {

    /**
     * Copies a metadata zip if it is known that filtering it would keep all of it.
     *
     * @param upstream the metadata zip as it was published
     * @param sha256 its digest
     * @param patches the patches to keep
     * @param target the copy
     * @return whether it was copied
     * @throws IOException if it cannot be copied
     */
    public boolean copiesWhole(Path upstream, Digest sha256, List<Patch> patches, Path target)
            throws IOException {
        PlainZip zip = plain(sha256, patches);
        if (zip == null || !zip.isOf(patches)) {
            return false;
        }
        Map<String, KeptDescriptions.Description> described =
                KeptDescriptions.of(zip.vibs(), target);
        if (!kept.replacing(described).isEmpty()) {
            return false;
        }
        FilteredZip.copy(upstream, target);
        kept.add(described);
        return true;
    }

    /** What is known of a zip that offers these patches, if that is all that counts; or null. */
    private @Nullable PlainZip plain(Digest sha256, List<Patch> patches) {
        boolean claimsByHand =
                !claimedVibs.isEmpty()
                        || patches.stream()
                                .anyMatch(each -> version.isClaimedByHand(each.platforms()));
        return claimsByHand
                ? null
                : plainZips.find(sha256).filter(zip -> zip.offers(patches)).orElse(null);
    }

    /**
     * Writes the metadata of some patches.
     *
     * @param upstream the metadata zip as it was published
     * @param sha256 its digest
     * @param patches the patches to keep
     * @param name the name by which the zip is listed
     * @param target the zip to write
     * @return the patches that the zip describes; if there are none, no zip is written
     * @throws IOException if the zip cannot be written
     * @throws EsxSyncException if the upstream zip cannot be used
     */
    public List<Patch> write(
            Path upstream, Digest sha256, List<Patch> patches, RelativePath name, Path target)
            throws IOException {
        PlainZip plain = plain(sha256, patches);
        try (MetadataZip zip = new MetadataZip(name.value(), upstream)) {
            if (plain != null) {
                Staying staying = Staying.of(plain, patches);
                OldListSelection oldList = OldListSelection.of(zip, plain.oldList(), patches);
                write(zip, staying, oldList, upstream, name, target);
                return patches;
            }
            Artifact document = document(upstream);
            Selection selection = new Selection(version, patches, claimedVibs, report);
            // Where the files lie is of no matter here, and a place for each takes memory.
            MetadataReader.read(
                    zip, "filter", document, List.of(), path -> document.location(), selection);
            selection.end();
            selection.missing().forEach(this::tellMissing);
            Staying staying = selection.staying();
            if (!staying.patches().isEmpty()) {
                OldListSelection oldList = OldListSelection.of(zip, document, selection, report);
                write(zip, staying, oldList, upstream, name, target);
            }
            return staying.patches();
        }
    }

    private void write(
            MetadataZip zip,
            Staying staying,
            OldListSelection oldList,
            Path upstream,
            RelativePath name,
            Path target)
            throws IOException {
        Map<String, KeptDescriptions.Description> described =
                KeptDescriptions.of(staying.vibs(), target);
        new FilteredZip(zip, version, staying, kept.replacing(described), oldList, report)
                .write(upstream, DepotIndexWriter.Zip.of(name, staying.patches()), target);
        kept.add(described);
    }

    private void tellMissing(Patch patch) {
        report.leftOut(
                patch,
                "its metadata does not describe it as it was published; get it from its publisher"
                        + " again, or set ignore=%s and run prune".formatted(patch.id()));
    }

    /** A bulletin's key does not depend on where its metadata stands. */
    private static Artifact document(Path upstream) {
        return new Artifact(
                new RelativePath("metadata.zip"),
                upstream.toUri(),
                Artifact.UNKNOWN_SIZE,
                List.of());
    }
}
