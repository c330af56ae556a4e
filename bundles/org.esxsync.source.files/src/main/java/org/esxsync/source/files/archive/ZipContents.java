package org.esxsync.source.files.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.source.files.share.Interrupts;

/**
 * What a zip is, as the names in it tell.
 *
 * @param isDepot whether it has an index or metadata, so that a reader of archives may know it
 * @param parts the archives in it
 * @param descriptor what its description tells
 */
record ZipContents(boolean isDepot, List<ZipEntry> parts, Descriptor descriptor) {

    private static final Set<String> OF_DEPOTS =
            Set.of("index.xml", "vendor-index.xml", "metadata.zip", "vmware.xml");
    private static final List<String> DESCRIPTIONS = List.of("descriptor.xml", "contents.xml");
    private static final int MAX_DESCRIPTION = 1 << 20;
    private static final int MAX_DESCRIPTIONS = 10;

    static ZipContents of(ZipFile zip) throws IOException {
        List<ZipEntry> files =
                zip.stream()
                        .filter(entry -> !entry.isDirectory())
                        .filter(entry -> !entry.getName().startsWith("__MACOSX/"))
                        .map(ZipEntry.class::cast)
                        .toList();
        boolean isDepot = files.stream().anyMatch(entry -> OF_DEPOTS.contains(name(entry)));
        List<ZipEntry> parts =
                files.stream().filter(entry -> ArchiveName.isOne(name(entry))).toList();
        return new ZipContents(isDepot, isDepot ? List.of() : parts, descriptor(zip, files));
    }

    private static Descriptor descriptor(ZipFile zip, List<ZipEntry> files) throws IOException {
        List<ZipEntry> descriptions =
                files.stream()
                        .filter(entry -> DESCRIPTIONS.contains(name(entry)) && depth(entry) <= 1)
                        .sorted(
                                Comparator.comparing(
                                                (ZipEntry entry) ->
                                                        DESCRIPTIONS.indexOf(name(entry)))
                                        .thenComparing(ZipContents::depth))
                        .limit(MAX_DESCRIPTIONS)
                        .toList();
        for (ZipEntry entry : descriptions) {
            Interrupts.check(zip.getName());
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(MAX_DESCRIPTION);
                Descriptor read = Descriptor.read(new ByteArrayInputStream(bytes));
                if (!read.equals(Descriptor.NONE)) {
                    return read;
                }
            }
        }
        return Descriptor.NONE;
    }

    private static long depth(ZipEntry entry) {
        return entry.getName().chars().filter(c -> c == '/').count();
    }

    private static String name(ZipEntry entry) {
        String name = entry.getName();
        return name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
