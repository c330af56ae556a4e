package org.esxsync.source.depot.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.source.depot.read.MetadataReader;
import org.esxsync.source.depot.read.MetadataZip;

/**
 * Cuts a metadata zip down to some of its bulletins. What describes only the others goes: their
 * files, their VIBs' files and the image profiles that need those VIBs. Every other entry is kept
 * byte for byte, and a zip of which all bulletins are wanted is kept as it is.
 */
public final class MetadataFilter {

    /** Fixed, so that the same metadata makes the same zip. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final MetadataZip upstream;
    private final Set<PatchKey> wanted = new HashSet<>();

    /** The positions of the bulletins of {@code vmware.xml} that stay. */
    private final BitSet kept = new BitSet();

    private final Set<String> keptIds = new HashSet<>();
    private final Set<String> keptEntries = new HashSet<>();
    private final Set<String> keptPaths = new HashSet<>();
    private boolean whole;
    private int bulletins;

    private MetadataFilter(MetadataZip upstream, List<Patch> patches) {
        this.upstream = upstream;
        this.whole = upstream.refused().isEmpty();
        for (Patch patch : patches) {
            wanted.add(patch.key());
            patch.artifacts().forEach(artifact -> keptPaths.add(artifact.path().value()));
        }
    }

    /**
     * Writes the metadata of some patches.
     *
     * @param upstream the metadata zip as it was published
     * @param patches the patches to keep
     * @param target the zip to write
     */
    public static void write(Path upstream, List<Patch> patches, Path target) throws IOException {
        try (MetadataZip zip = new MetadataZip(upstream.toString(), upstream)) {
            MetadataFilter filter = new MetadataFilter(zip, patches);
            filter.sort(document(upstream));
            if (filter.whole) {
                copy(upstream, target);
            } else {
                filter.write(target);
            }
        }
    }

    private void sort(Artifact document) {
        MetadataReader.read(
                upstream,
                "filter",
                document,
                List.of(),
                new MetadataReader.Contents() {
                    @Override
                    public void patch(String entry, Patch patch) {
                        if (wanted.contains(patch.key())) {
                            keptIds.add(patch.id());
                            keptEntries.add(entry);
                        } else if (patch.kind() != PatchKind.NOTICE) {
                            whole = false;
                        }
                    }

                    @Override
                    public void unusable(String what, EsxSyncException problem) {
                        whole = false;
                    }

                    @Override
                    public void remark(String text) {}
                });
        if (upstream.has(MetadataZip.VMWARE_XML)) {
            upstream.bulletins(bulletin -> kept.set(bulletins++, keptIds.contains(bulletin.id())));
        }
    }

    /** Without the file's mode, which a web server may not be allowed to read. */
    private static void copy(Path upstream, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            Files.copy(upstream, out);
        }
    }

    /** A bulletin's key does not depend on where its metadata stands. */
    private static Artifact document(Path upstream) {
        return new Artifact(
                new RelativePath("metadata.zip"),
                upstream.toUri(),
                Artifact.UNKNOWN_SIZE,
                List.of());
    }

    private void write(Path target) throws IOException {
        DescriptionFilter descriptions = new DescriptionFilter(upstream, keptEntries, keptPaths);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry :
                    (Iterable<ZipEntry>) upstream.entries().map(e -> (ZipEntry) e)::iterator) {
                if (entry.getName().equals(MetadataZip.VMWARE_XML)) {
                    zip.putNextEntry(entry(entry));
                    BulletinCopy.copy(upstream, kept, zip);
                } else if (descriptions.isKept(entry)) {
                    zip.putNextEntry(entry(entry));
                    upstream.copy(entry, zip);
                }
            }
        }
    }

    private static ZipEntry entry(ZipEntry upstream) {
        ZipEntry entry = new ZipEntry(upstream.getName());
        entry.setTimeLocal(ENTRY_TIME);
        return entry;
    }
}
