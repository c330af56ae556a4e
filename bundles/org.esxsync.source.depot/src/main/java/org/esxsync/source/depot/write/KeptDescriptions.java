package org.esxsync.source.depot.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.source.depot.read.PlainZip;

/**
 * How the metadata zips that were written describe their VIBs. The first description of an id
 * stays, since a host reads no depot that describes a VIB in two ways. For one thread.
 */
public final class KeptDescriptions {

    private final Map<String, Description> byId = new HashMap<>();

    /**
     * An entry that describes a VIB.
     *
     * @param content a hash of what has to be equal
     * @param file the path of the VIB's file
     * @param zip the zip that was written
     * @param entry the entry's name
     */
    record Description(int content, RelativePath file, Path zip, String entry) {

        void copy(OutputStream out) throws IOException {
            try (ZipFile written = new ZipFile(zip.toFile())) {
                ZipEntry found = written.getEntry(entry);
                if (found == null) {
                    throw new IOException(zip + " has no entry " + entry);
                }
                try (InputStream in = written.getInputStream(found)) {
                    in.transferTo(out);
                }
            }
        }
    }

    /**
     * The descriptions of a zip that gets these entries.
     *
     * @param zip the zip
     */
    static Map<String, Description> of(Map<String, PlainZip.VibEntry> entries, Path zip) {
        Map<String, Description> descriptions = new HashMap<>();
        entries.forEach(
                (id, each) ->
                        descriptions.put(
                                id,
                                new Description(each.content(), each.file(), zip, each.name())));
        return descriptions;
    }

    /** Takes the descriptions of a zip, by the ids of their VIBs. */
    void add(Map<String, Description> described) {
        described.forEach(byId::putIfAbsent);
    }

    /**
     * Those that have to stand in place of a zip's own, by the entries that they replace.
     *
     * @param described the zip's own, by the ids of their VIBs
     */
    Map<String, Description> replacing(Map<String, Description> described) {
        Map<String, Description> replacing = new HashMap<>();
        described.forEach(
                (id, own) -> {
                    Description first = byId.get(id);
                    if (first != null && first.content() != own.content()) {
                        replacing.put(own.entry(), first);
                    }
                });
        return replacing;
    }
}
