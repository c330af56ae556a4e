package org.esxsync.source.depot.write;

import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.read.MetadataZip;

/**
 * Tells which descriptions in a metadata zip stay. What cannot be read goes, since a host could not
 * read it either.
 *
 * @param keptEntries the entries of the bulletins and image profiles that stay
 * @param keptPaths relative paths of the VIBs that stay
 */
record DescriptionFilter(MetadataZip zip, Set<String> keptEntries, Set<String> keptPaths) {

    private static final long MAX_DESCRIPTION_BYTES = 32 << 20;

    boolean isKept(ZipEntry entry) {
        String name = entry.getName();
        if (name.startsWith(MetadataZip.BULLETINS) || name.startsWith(MetadataZip.PROFILES)) {
            return keptEntries.contains(name);
        }
        if (!name.startsWith(MetadataZip.VIBS)) {
            return true;
        }
        try {
            return keptPaths.contains(read(entry, DescriptionFilter::vibPath));
        } catch (MalformedSourceException e) {
            return false;
        }
    }

    private <T> T read(ZipEntry entry, Function<StrictXml, T> reading) {
        try (StrictXml xml = zip.xml(entry, MAX_DESCRIPTION_BYTES)) {
            return reading.apply(xml);
        }
    }

    private static String vibPath(StrictXml xml) {
        xml.root("vib");
        return child(xml, "relative-path");
    }

    private static String child(StrictXml xml, String wanted) {
        StringBuilder text = new StringBuilder();
        xml.children(
                name -> {
                    if (name.equals(wanted)) {
                        text.append(xml.text());
                    }
                });
        return text.toString();
    }
}
