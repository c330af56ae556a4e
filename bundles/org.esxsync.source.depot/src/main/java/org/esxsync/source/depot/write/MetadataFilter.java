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
import org.esxsync.api.patch.RelativePath;
import org.esxsync.source.depot.read.Bulletin;
import org.esxsync.source.depot.read.BulletinPatches;
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
    private final BitSet kept = new BitSet();
    private final Set<String> keptIds = new HashSet<>();
    private final Set<String> keptVibs = new HashSet<>();
    private final Set<String> keptPaths = new HashSet<>();
    private final Set<String> otherIds = new HashSet<>();
    private final Set<String> otherVibs = new HashSet<>();
    private int bulletins;

    private MetadataFilter(MetadataZip upstream) {
        this.upstream = upstream;
    }

    /**
     * Writes the metadata of some bulletins.
     *
     * @param upstream the metadata zip as it was published
     * @param patches the bulletins to keep
     * @param target the zip to write
     */
    public static void write(Path upstream, List<Patch> patches, Path target) throws IOException {
        Set<PatchKey> wanted = new HashSet<>();
        patches.forEach(patch -> wanted.add(patch.key()));
        try (MetadataZip zip = new MetadataZip(upstream.toString(), upstream)) {
            MetadataFilter filter = new MetadataFilter(zip);
            BulletinPatches all = BulletinPatches.ofDepot("filter", document(upstream));
            zip.bulletins(bulletin -> filter.sort(bulletin, all, wanted));
            if (filter.kept.cardinality() == filter.bulletins) {
                copy(upstream, target);
            } else {
                filter.write(target);
            }
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

    private void sort(Bulletin bulletin, BulletinPatches patches, Set<PatchKey> wanted) {
        boolean keep = isWanted(bulletin, patches, wanted);
        kept.set(bulletins++, keep);
        (keep ? keptIds : otherIds).add(bulletin.id());
        for (Bulletin.Vib vib : bulletin.vibs()) {
            (keep ? keptVibs : otherVibs).add(vib.id());
            if (keep) {
                keptPaths.add(vib.relativePath());
            }
        }
    }

    /** A bulletin that cannot be used was never published. */
    private static boolean isWanted(
            Bulletin bulletin, BulletinPatches patches, Set<PatchKey> wanted) {
        Patch patch;
        try {
            patch = patches.patch(bulletin);
        } catch (EsxSyncException e) {
            return false;
        }
        return wanted.contains(patch.key());
    }

    private void write(Path target) throws IOException {
        otherIds.removeAll(keptIds);
        otherVibs.removeAll(keptVibs);
        DescriptionFilter descriptions =
                new DescriptionFilter(upstream, otherIds, keptPaths, otherVibs);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            Set<String> names = new HashSet<>();
            for (ZipEntry entry : upstream.entries()) {
                if (!names.add(entry.getName())) {
                    continue;
                }
                if (entry.getName().equals(MetadataZip.BULLETINS)) {
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
