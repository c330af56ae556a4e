package org.esxsync.source.depot.write;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.read.MetadataZip;

/**
 * Says which descriptions in a metadata zip are needed by the bulletins that stay in it. What it
 * cannot read, it keeps.
 *
 * @param otherIds ids of the bulletins that go
 * @param keptPaths relative paths of the VIBs that stay
 * @param otherVibs ids of the VIBs that go
 */
record DescriptionFilter(
        MetadataZip zip, Set<String> otherIds, Set<String> keptPaths, Set<String> otherVibs) {

    private static final long MAX_DESCRIPTION_BYTES = 32 << 20;

    boolean isKept(ZipEntry entry) {
        String name = entry.getName();
        if (!name.endsWith(".xml")) {
            return true;
        }
        try {
            if (name.startsWith("bulletins/")) {
                return !otherIds.contains(read(entry, DescriptionFilter::bulletinId));
            }
            if (name.startsWith("vibs/")) {
                String path = read(entry, DescriptionFilter::vibPath);
                return path.isEmpty() || keptPaths.contains(path);
            }
            return !name.startsWith("profiles/")
                    || read(entry, DescriptionFilter::profileVibs).stream()
                            .noneMatch(otherVibs::contains);
        } catch (MalformedSourceException e) {
            return true;
        }
    }

    private <T> T read(ZipEntry entry, Function<StrictXml, T> reading) {
        try (StrictXml xml = zip.xml(entry, MAX_DESCRIPTION_BYTES)) {
            return reading.apply(xml);
        }
    }

    private static String bulletinId(StrictXml xml) {
        xml.root("bulletin");
        return child(xml, "id");
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

    private static Set<String> profileVibs(StrictXml xml) {
        Set<String> ids = new HashSet<>();
        xml.root("imageprofile", "profile");
        xml.children(
                list -> {
                    if (list.equals("viblist")) {
                        xml.children(
                                vib ->
                                        xml.children(
                                                name -> {
                                                    if (name.equals("vib-id")) {
                                                        ids.add(xml.text());
                                                    }
                                                }));
                    }
                });
        return ids;
    }
}
