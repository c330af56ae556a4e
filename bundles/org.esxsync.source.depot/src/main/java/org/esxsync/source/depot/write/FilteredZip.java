package org.esxsync.source.depot.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.metadata.MetadataZip;

/** Writes what stays of a metadata zip. Used once. */
final class FilteredZip {

    private static final long MAX_DESCRIPTION_BYTES = 32 << 20;

    /** Fixed, so that the same metadata makes the same zip. */
    static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final MetadataZip upstream;
    private final ReleaseVersion version;
    private final OldListSelection oldList;
    private final OtherEntries others;
    private final Set<String> described;
    private final Set<String> claimed;
    private final Map<String, KeptDescriptions.Description> replacing;
    private final boolean movesFiles;

    /**
     * @param replacing the descriptions that stand in place of its own, by entry
     */
    FilteredZip(
            MetadataZip upstream,
            ReleaseVersion version,
            Staying staying,
            Map<String, KeptDescriptions.Description> replacing,
            OldListSelection oldList,
            FilterReport report) {
        this.upstream = upstream;
        this.version = version;
        this.oldList = oldList;
        this.others = new OtherEntries(upstream, staying.named(), report);
        this.described = staying.entries();
        this.claimed = staying.claimed();
        this.replacing = replacing;
        this.movesFiles = staying.movesFiles(replacing);
    }

    void write(Path upstreamFile, DepotIndexWriter.Zip listed, Path target) throws IOException {
        Set<String> staying = new HashSet<>();
        boolean whole =
                upstream.refused().isEmpty()
                        && claimed.isEmpty()
                        && replacing.isEmpty()
                        && !oldList.isAltered();
        for (ZipEntry entry : entries()) {
            if (stays(entry)) {
                staying.add(entry.getName());
            } else {
                whole = false;
            }
        }
        others.end();
        if (whole) {
            copy(upstreamFile, target);
        } else {
            write(staying, listed, target);
        }
    }

    private Iterable<ZipEntry> entries() {
        return () -> upstream.entries().<ZipEntry>map(entry -> entry).iterator();
    }

    private boolean stays(ZipEntry entry) {
        String name = entry.getName();
        if (name.equals(MetadataZip.VMWARE_XML)) {
            // It says where each VIB lies, and has to agree with the descriptions.
            return oldList.stays() && !movesFiles;
        }
        boolean isDescription =
                name.startsWith(MetadataZip.BULLETINS)
                        || name.startsWith(MetadataZip.VIBS)
                        || name.startsWith(MetadataZip.PROFILES);
        return isDescription
                ? described.contains(name)
                : name.equals(DepotIndexWriter.VENDOR_INDEX) || others.stays(entry);
    }

    /** Without the file's mode, which a web server may not be allowed to read. */
    static void copy(Path upstream, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            Files.copy(upstream, out);
        }
    }

    private void write(Set<String> staying, DepotIndexWriter.Zip listed, Path target)
            throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry : entries()) {
                if (staying.contains(entry.getName())) {
                    ZipEntry copied = new ZipEntry(entry.getName());
                    copied.setTimeLocal(ENTRY_TIME);
                    zip.putNextEntry(copied);
                    write(entry, listed, zip);
                }
            }
        }
    }

    private void write(ZipEntry entry, DepotIndexWriter.Zip listed, OutputStream out)
            throws IOException {
        String name = entry.getName();
        KeptDescriptions.Description replacement = replacing.get(name);
        if (replacement != null) {
            replacement.copy(out);
        } else if (name.equals(MetadataZip.VMWARE_XML) && oldList.isAltered()) {
            oldList.write(version, out);
        } else if (claimed.contains(name)) {
            try (StrictXml xml = upstream.xml(entry, MAX_DESCRIPTION_BYTES)) {
                DescriptionCopy.claimed(xml, version, out);
            }
        } else if (name.equals(DepotIndexWriter.VENDOR_INDEX) && !claimed.isEmpty()) {
            String index =
                    DepotIndexWriter.vendorIndex(version.version(), List.of(listed), List.of());
            out.write(index.getBytes(StandardCharsets.UTF_8));
        } else {
            upstream.copy(entry, out);
        }
    }
}
