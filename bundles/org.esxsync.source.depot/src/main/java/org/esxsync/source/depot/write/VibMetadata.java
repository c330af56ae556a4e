package org.esxsync.source.depot.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.metadata.MetadataZip;

/** Writes the metadata zip of a VIB that came without one. The same VIB makes the same zip. */
public final class VibMetadata {

    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final String END = "</vib>";
    private static final String NO_BULLETINS =
            "<metadataResponse><version>3.0</version></metadataResponse>";

    private VibMetadata() {}

    /**
     * @param descriptor the VIB's descriptor
     * @param path where the VIB stands in its depot
     * @param size its bytes
     * @param target the zip; it is there as a whole, or not at all
     * @throws MalformedSourceException if the descriptor has no end
     */
    public static void write(
            byte[] descriptor, RelativePath path, long size, Digest sha256, Path target)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            String name = path.name();
            String entry = MetadataZip.VIBS + name.substring(0, name.lastIndexOf('.')) + ".xml";
            put(zip, entry, described(descriptor, path, size, sha256));
            put(zip, MetadataZip.VMWARE_XML, NO_BULLETINS.getBytes(StandardCharsets.UTF_8));
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.write(part, bytes.toByteArray());
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
    }

    /** A depot's description is the descriptor and, before its end, where the file is. */
    private static byte[] described(
            byte[] descriptor, RelativePath path, long size, Digest sha256) {
        // Every encoding that has these characters as single bytes keeps its other bytes.
        String text = new String(descriptor, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf(END);
        if (end < 0) {
            throw new MalformedSourceException(
                    PlainText.line(path.name()), "its descriptor does not end with " + END);
        }
        String file =
                ("<relative-path>%s</relative-path><packed-size>%d</packed-size><checksum>"
                                + "<checksum-type>sha-256</checksum-type><checksum>%s</checksum>"
                                + "</checksum>")
                        .formatted(
                                path.value().replace("&", "&amp;").replace("<", "&lt;"),
                                size,
                                sha256.hex());
        return (text.substring(0, end) + file + text.substring(end))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
